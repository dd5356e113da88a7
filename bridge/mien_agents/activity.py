"""The part that an agent has in its conversation, shown by its face: it listens, thinks, speaks."""

import asyncio
import logging

from mien_agents.talking_face import TalkingFace
from mien_protocol.errors import MienError
from mien_protocol.messages.choices import Activity

__all__ = ["ActivityFollower"]

_log = logging.getLogger(__name__)


class ActivityFollower:
    """Sets the activity of a face as a framework tells who speaks; of several states in a row the last alone."""

    def __init__(self, face: TalkingFace) -> None:
        """Begins with what the sound tells.

        Args:
            face: The face; may not be open yet.
        """
        self._face = face
        self._agent: Activity | None = None
        self._user: Activity | None = None
        self._shown = Activity.AUTO
        self._changed = asyncio.Event()

    @property
    def activity(self) -> Activity:
        """The activity that the face should show.

        It nods to a user who speaks, and not into the silence between two turns, of which the sound tells enough.
        """
        return self._agent or self._user or Activity.AUTO

    def set_agent(self, activity: Activity | None) -> None:
        """Takes note that the agent thinks or speaks; None for neither."""
        self._agent = activity
        self._changed.set()

    def set_user(self, activity: Activity | None) -> None:
        """Takes note that the user speaks (`LISTENING` for the face) or has left (`IDLE`); None for neither."""
        self._user = activity
        self._changed.set()

    async def follow(self) -> None:
        """Has the face follow; until cancelled. A face that is gone is no reason to end: whoever reads it is told."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            activity = self.activity
            if activity is self._shown:
                continue
            try:
                await self._face.set_controls({"activity": activity.value})
                self._shown = activity
            except MienError as error:
                _log.debug("activity.not_shown", extra={"reason": str(error)})
