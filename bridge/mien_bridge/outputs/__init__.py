"""Where a session's motion and pictures go besides the sockets: programs that show a character."""

from mien_bridge.outputs.output import MotionOutput, Output, PictureOutput

__all__ = ["MotionOutput", "Output", "PictureOutput"]
