"""The stock head as assets of Unity: mesh, materials, prefab and scenes, without an editor."""

from mien_bridge.unity.project import write_project

__all__ = ["write_project"]
