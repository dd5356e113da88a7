"""Text of generated code: names in other spellings, and lines of a readable width."""

import re
import textwrap

__all__ = ["WIDTH", "camel", "indented", "pascal", "words"]

WIDTH = 120

_UNITS = re.compile(r"(_rad|_hz|_ns|_s|_per_min)$")


def pascal(name: str) -> str:
    """`first_frame` as `FirstFrame`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def camel(name: str) -> str:
    """`first_frame` or `FirstFrame` as `firstFrame`."""
    joined = pascal(name)
    return joined[:1].lower() + joined[1:]


def words(name: str) -> str:
    """`gaze_yaw_rad` as `gaze yaw`, for errors."""
    return _UNITS.sub("", name).replace("_", " ")


def indented(lines: list[str], levels: int, unit: str = "    ") -> list[str]:
    """Lines further to the right; empty ones stay empty."""
    return [textwrap.indent(line, unit * levels) if line else "" for line in lines]
