"""VTube Studio, which moves Live2D models: its API over a WebSocket, https://github.com/DenchiSoft/VTubeStudio ."""

from mien_bridge.outputs.vts.output import VTS, VTubeStudioOutput

__all__ = ["VTS", "VTubeStudioOutput"]
