# SPDX-License-Identifier: GPL-3.0-or-later
"""What all operators share: a button that is greyed says why, and errors are told in words."""

from collections.abc import Iterator
from contextlib import contextmanager

import bpy

from mien_protocol.errors import MienError

__all__ = ["Explained", "told"]


class Explained:
    """An operator with a reason why it cannot be used now."""

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used, or nothing; called at every redraw, so it must be quick."""
        return ""

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Whether it can be used; where not, the button's tooltip says why."""
        reason = cls.disabled_reason(context)
        if reason:
            cls.poll_message_set(reason)  # type: ignore[attr-defined]
        return not reason


@contextmanager
def told(operator: bpy.types.Operator) -> Iterator[None]:
    """Reports an error that is the user's to mend, instead of showing a traceback; then `failed` is true of it."""
    try:
        yield
    except MienError as error:
        operator.report({"ERROR"}, str(error))
