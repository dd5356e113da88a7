"""The stock head as a file: made once, kept in the cache."""

import asyncio
import hashlib
import importlib.util
import logging
import subprocess
import sys
from pathlib import Path
from typing import Final

from mien_protocol.errors import MienError
from mien_protocol.user_folders import cache_root

__all__ = ["HeadFile"]

_log = logging.getLogger(__name__)

_PATIENCE_S: Final = 120.0


class HeadFile:
    """Makes the stock head when it is first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keeps it in a folder; None for the user's cache."""
        self._folder = folder or cache_root() / "web"
        self._making: asyncio.Task[bytes] | None = None

    async def content(self) -> bytes:
        """The file's bytes, GLB; whoever asks while it is made waits for the same one.

        Raises:
            MienError: If it cannot be made, such as for want of the package that it is made from.
        """
        if self._making is None or (self._making.done() and self._making.exception() is not None):
            self._making = asyncio.create_task(asyncio.to_thread(self._made))
        return await asyncio.shield(self._making)

    def _made(self) -> bytes:
        path = self._folder / f"head-{_edition()}.glb"
        if not path.is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            # In a process of its own: seconds of work under Python's lock would hold up the sound. Not from the current
            # folder, whose files may have the names of modules.
            command = [sys.executable, "-P", "-m", "mien_bridge", "head", "-o", str(path)]
            try:
                subprocess.run(command, check=True, capture_output=True, text=True, timeout=_PATIENCE_S)
            except subprocess.CalledProcessError as error:
                reason = error.stderr.strip().splitlines()[-1:] or ["no reason was given"]
                _log.warning("head.failed", extra={"reason": reason[0]})
                raise MienError(f"the stock head cannot be made: {reason[0].removeprefix('mien: error: ')}") from None
            except (OSError, subprocess.TimeoutExpired) as error:
                raise MienError(f"the stock head cannot be made: {error}; try `mien head -o head.glb`") from error
        return path.read_bytes()


def _edition() -> str:
    """A hash that changes whenever another head would be made."""
    # Located, not imported, which would take a second.
    spec = importlib.util.find_spec("mien_inference.stock_head")
    assert spec is not None
    content = hashlib.sha256()
    for folder in spec.submodule_search_locations or ():
        for path in sorted(Path(folder).rglob("*.py")):
            content.update(path.read_bytes())
    return content.hexdigest()[:16]
