"""A virtual camera: what programs for calls and streams take for a webcam, by the package pyvirtualcam.

pyvirtualcam is under GPL-2.0, and is for that reason an extra, `mien[camera]`, which nothing else here imports.
"""

import sys
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.outputs.canvas import Canvas, read_colour
from mien_bridge.outputs.output import PictureOutput
from mien_bridge.outputs.request import OutputKind
from mien_bridge.outputs.setting import Setting
from mien_protocol.client import FacePicture
from mien_protocol.errors import MienError

__all__ = ["CAMERA", "CameraOutput"]

_ADVICE: Final = {
    "linux": "load one: sudo modprobe v4l2loopback exclusive_caps=1 card_label=Mien (package v4l2loopback-dkms)",
    "win32": "install OBS Studio, start its virtual camera once, and stop it again",
    "darwin": "install OBS Studio 30 or later, start its virtual camera once, and stop it again",
}


class CameraOutput(PictureOutput):
    """Shows pictures to a virtual camera; the last one again while no others come."""

    def __init__(self, canvas: Canvas, fps: int, device: str = "") -> None:
        """Opens nothing yet.

        Args:
            canvas: Size and background of the camera's picture.
            fps: What the camera tells programs that look, pictures a second.
            device: Name of the camera; the first that is there if empty.
        """
        self._canvas = canvas
        self._fps = fps
        self._device = device
        self._camera: Any = None
        self._shown: NDArray[np.uint8] | None = None
        self._is_fresh = False

    def open(self) -> None:
        """Takes the camera, and shows its background.

        Raises:
            MienError: If pyvirtualcam or a virtual camera is missing, or the camera is in use.
        """
        try:
            import pyvirtualcam
        except ImportError as error:
            raise MienError(
                "virtual cameras need pyvirtualcam; run `pip install pyvirtualcam`, the extra `mien[camera]`"
            ) from error
        size = self._canvas.width, self._canvas.height
        try:
            self._camera = pyvirtualcam.Camera(*size, self._fps, device=self._device or None)
        except (RuntimeError, OSError, ValueError) as error:
            wanted = f"the virtual camera {self._device}" if self._device else "any virtual camera"
            advice = _ADVICE.get(sys.platform, "install one")
            raise MienError(f"cannot use {wanted} at {size[0]} x {size[1]} ({_line(error)}); {advice}") from error
        self._show(self._canvas.blank())

    def send(self, frame: FacePicture) -> None:
        """Shows one picture; see `Output.send`."""
        self._show(self._canvas.showing(frame))

    def turn(self, now_ns: int) -> None:
        """Shows the last picture again if none has come since: a camera that is still is taken for one that hangs."""
        if self._shown is not None and not self._is_fresh:
            self._show(self._shown)
        self._is_fresh = False

    def close(self) -> None:
        """Gives the camera back."""
        camera, self._camera, self._shown = self._camera, None, None
        if camera is not None:
            camera.close()

    @property
    def note(self) -> str:
        """The camera's name, for the user to choose in other programs."""
        return f"choose the camera {self._camera.device}" if self._camera is not None else ""

    def _show(self, picture: NDArray[np.uint8]) -> None:
        try:
            self._camera.send(picture)
        except (RuntimeError, OSError) as error:
            raise MienError(f"the virtual camera takes no more pictures ({_line(error)})") from error
        self._shown = picture
        self._is_fresh = True


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _made(settings: Mapping[str, Any]) -> CameraOutput:
    if settings["width"] % 2 or settings["height"] % 2:
        raise MienError(f"expected an even width and height, got {settings['width']} x {settings['height']}")
    canvas = Canvas(settings["width"], settings["height"], read_colour(settings["background"]))
    return CameraOutput(canvas, settings["fps"], settings["device"])


CAMERA: Final = OutputKind(
    kind="camera",
    title="Virtual camera",
    settings=(
        Setting("device", "", "name of the virtual camera, such as /dev/video10; if empty, the first that is there"),
        Setting("width", 1280, "width of the picture, pixels, even", least=64, most=3840),
        Setting("height", 720, "height of the picture, pixels, even", least=64, most=2160),
        Setting("fps", 30, "pictures a second that the camera announces", least=1, most=120),
        Setting("background", "#000000", "colour behind and beside the face, as in #00b140"),
    ),
    make=_made,
)
