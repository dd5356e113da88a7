"""Motion in files that engines and notebooks read."""

from mien_bridge.formats.base import MotionInfo, MotionWriter
from mien_bridge.formats.choice import FORMATS, choose_format, motion_writer

__all__ = ["FORMATS", "MotionInfo", "MotionWriter", "choose_format", "motion_writer"]
