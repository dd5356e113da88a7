"""Builds Mien's distributions by setuptools, and the page before a wheel: what pip calls (PEP 517)."""

import shutil
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

from build_page import BUILT, build, is_built, say
from node_runtime import find_node, wheel_requirement

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Names what the build needs: Node of the package index, where the page is to be built and the system has none."""
    needed: list[str] = build_meta.get_requires_for_build_wheel(config_settings)
    return needed if is_built() or find_node() else [*needed, wheel_requirement()]


def build_wheel(
    wheel_directory: str, config_settings: dict[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """Builds the wheel with the page in it, or says that it carries none and why; returns the wheel's name."""
    if not is_built() and (lack := build(find_node())) is not None:
        # One of other sources, left from before, is not to travel as theirs.
        shutil.rmtree(BUILT, ignore_errors=True)
        say(f"{lack}; THIS WHEEL CARRIES NO PAGE: `mien live` of it goes without studio and overlay")
    return str(build_meta.build_wheel(wheel_directory, config_settings, metadata_directory))
