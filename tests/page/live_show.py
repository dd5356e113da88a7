"""`mien live` as a process, for a browser to visit."""

import os
import subprocess
import threading
from pathlib import Path

from tests.e2e.typed import command

LIMIT_S = 240


class LiveShow:
    """A show that is on air.

    Attributes:
        studio: The studio's address, token and all.
        overlay: The overlay's.
    """

    def __init__(
        self,
        *arguments: str | Path,
        folder: Path,
        listens_to: tuple[str, ...] = ("--no-input",),
        environment: dict[str, str] | None = None,
    ) -> None:
        self._said = []
        self._is_said = threading.Condition()
        self._process = subprocess.Popen(
            command("live", "--port", "0", *listens_to, *arguments),
            cwd=folder,
            env=os.environ | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.studio, self.overlay = (self._process.stdout.readline().strip() for _ in range(2))
        assert self.studio.startswith("http://"), "\n".join(self._said)

    def _listen(self):
        for line in self._process.stderr:
            with self._is_said:
                self._said.append(line.rstrip())
                self._is_said.notify_all()

    def wait_for(self, words: str, after: int = 0) -> int:
        """Waits until a line has some words in it; the number of lines until then."""
        with self._is_said:
            heard = self._is_said.wait_for(lambda: any(words in line for line in self._said[after:]), LIMIT_S)
            assert heard, "\n".join(self._said)
            return next(at for at, line in enumerate(self._said) if at >= after and words in line) + 1

    def said(self, words: str) -> list[str]:
        """The lines that have some words in them."""
        return [line for line in self._said if words in line]

    @property
    def lines(self) -> int:
        """How many lines it has said."""
        return len(self._said)

    def children(self) -> list[int]:
        """Its processes: the daemon is one."""
        # Each thread has children of its own.
        lists = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        return [int(number) for path in lists for number in path.read_text(encoding="ascii").split()]

    def kill_daemon(self):
        """Kills the daemon, as if it had crashed."""
        for number in self.children():
            line = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
            if b"mien_bridge.cli.daemon_child" in line:
                subprocess.run(["kill", "-9", str(number)], check=True)
                return
        raise AssertionError("there is no daemon")

    def end(self) -> int:
        """Ends it as a user does; its exit code."""
        self._process.terminate()
        return self._process.wait(LIMIT_S)
