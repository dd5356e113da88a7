# SPDX-License-Identifier: GPL-3.0-or-later
"""A daemon of one's own on this machine: started when there is none, ended again by who started it."""

import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Final

from mien_protocol.connection_file import default_connection_file
from mien_protocol.errors import MienError

__all__ = ["DEFAULT_COMMAND", "DaemonProcess"]

DEFAULT_COMMAND: Final = "mien serve"

_GRACE_S: Final = 5.0
_MAX_WORDS: Final = 400


class DaemonProcess:
    """A daemon that was started here."""

    def __init__(self, command: str, connection_file: Path | None = None) -> None:
        """Starts it, without waiting until it is ready.

        Args:
            command: What to run, as typed; its program is looked for on PATH, or named with its folder.
            connection_file: Where it will write how it can be reached; None for its own choice.

        Raises:
            MienError: If there is no such program, or it cannot be run.
        """
        self.connection_file = connection_file or default_connection_file()
        words = _split(command)
        program = shutil.which(words[0]) if words else None
        if program is None:
            raise MienError(
                f"the program {words[0] if words else ''!r} is not on this machine's PATH; "
                "install Mien, or name its program with its folder in the preferences"
            )
        if connection_file is not None:
            words += ["--connection-file", str(connection_file)]
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - read when it has ended, however it ends
        # In a group of its own, so that Ctrl-C in Blender's console does not end it amid a bake.
        apart = (
            {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
            if sys.platform == "win32"
            else {"start_new_session": True}
        )
        try:
            self._process = subprocess.Popen(
                [program, *words[1:]],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                **apart,
            )
        except OSError as error:
            self._said.close()
            raise MienError(f"cannot run {program}: {(error.strerror or str(error)).lower()}") from error

    @property
    def lives(self) -> bool:
        """True if it runs."""
        return self._process.poll() is None

    def check(self) -> None:
        """Checks that it runs.

        Raises:
            MienError: If it has ended, with what it said last.
        """
        code = self._process.poll()
        if code is not None:
            raise MienError(f"the daemon ended with exit code {code}: {self._last_words()}")

    def stop(self) -> None:
        """Ends it; more calls do nothing."""
        if self.lives:
            self._process.terminate()
            try:
                self._process.wait(_GRACE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._said.close()

    def _last_words(self) -> str:
        if self._said.closed:
            return "it was stopped"
        size = self._said.seek(0, 2)
        self._said.seek(max(size - _MAX_WORDS, 0))
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"


def _split(command: str) -> list[str]:
    """A command line as words; on Windows backslashes are folders."""
    try:
        words = shlex.split(command, posix=sys.platform != "win32")
    except ValueError as error:
        raise MienError(f"the command {command!r} cannot be read: {error}") from error
    return [word.strip('"') for word in words]
