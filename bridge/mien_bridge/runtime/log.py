"""The daemon's log: one event a line, as JSON, on stderr."""

import json
import logging
import os
import sys
from typing import Final

__all__ = ["EventFormatter", "log_to_stderr"]

_USUAL: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""Attributes of every record; the others belong to the event."""


class EventFormatter(logging.Formatter):
    """Event and fields of a record: `{"time": ..., "level": ..., "event": ..., ...}`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fields = {name: value for name, value in vars(record).items() if name not in _USUAL}
        event = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **fields,
        }
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return json.dumps(event, default=str)


def log_to_stderr(*, quiet: bool) -> None:
    """Writes the events of Mien's own packages; with `quiet` the warnings and errors alone."""
    # A descriptor of its own: while an avatar is made, output to the usual one is discarded.
    own = os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8", buffering=1)
    handler = logging.StreamHandler(own)
    handler.setFormatter(EventFormatter())
    for package in ("mien_bridge", "mien_inference", "mien_protocol"):
        logger = logging.getLogger(package)
        logger.handlers = [handler]
        logger.setLevel(logging.WARNING if quiet else logging.INFO)
        logger.propagate = False
