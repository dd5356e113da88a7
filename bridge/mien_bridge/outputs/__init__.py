"""Outputs of motion and pictures to other programs, which show a character."""

from mien_bridge.outputs.output import MotionOutput, Output, PictureOutput
from mien_bridge.outputs.request import AnyOutput, OutputKind, OutputRequest
from mien_bridge.outputs.setting import Setting, SettingType, SettingValue

__all__ = [
    "AnyOutput",
    "MotionOutput",
    "Output",
    "OutputKind",
    "OutputRequest",
    "PictureOutput",
    "Setting",
    "SettingType",
    "SettingValue",
]
