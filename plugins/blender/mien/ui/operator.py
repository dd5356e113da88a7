# SPDX-License-Identifier: GPL-3.0-or-later
"""Base of all operators: a button that is greyed says why, and errors are told in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

import bpy

from mien_protocol.errors import MienError

__all__ = ["Acting", "Explained", "told"]


class Explained:
    """An operator with a reason why it cannot be used now. Its tooltip is its docstring."""

    bl_description: ClassVar[str]

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        # Blender puts the full stop itself.
        cls.bl_description = (cls.__doc__ or "").strip().removesuffix(".")

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used, or nothing; called at every redraw, so it must be quick."""
        return ""

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """True if it can be used; where not, the button's tooltip says why."""
        reason = cls.disabled_reason(context)
        if reason:
            cls.poll_message_set(reason)  # type: ignore[attr-defined]
        return not reason


class Acting(Explained):
    """An operator that is done at once."""

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Does it, or tells what stands in its way."""
        with told(self):
            self.act(context)
            return {"FINISHED"}
        return {"CANCELLED"}

    def act(self, context: bpy.types.Context) -> None:
        """Work of the operator; nothing, unless a subclass defines it.

        Raises:
            MienError: If it cannot; that is told to the user.
        """


@contextmanager
def told(operator: Explained) -> Iterator[None]:
    """Reports an error that is the user's to mend, instead of showing a traceback, and goes on after the block."""
    try:
        yield
    except MienError as error:
        operator.report({"ERROR"}, str(error))  # type: ignore[attr-defined]
