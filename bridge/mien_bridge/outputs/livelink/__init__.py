"""Live Link Face, by which an iPhone moves faces in Unreal Engine."""

from mien_bridge.outputs.livelink.output import LIVE_LINK, LiveLinkOutput

__all__ = ["LIVE_LINK", "LiveLinkOutput"]
