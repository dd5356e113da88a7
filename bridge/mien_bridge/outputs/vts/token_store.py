"""The tokens by which VTube Studio knows that its user has allowed Mien: one file, readable by its user alone."""

import contextlib
import json
import logging
import os
import secrets
from pathlib import Path
from typing import Final

from mien_protocol.user_folders import cache_root

__all__ = ["TokenStore", "default_token_file"]

_MAX_BYTES: Final = 65_536

MAX_TOKEN_CHARACTERS: Final = 64

_log = logging.getLogger(__name__)


def default_token_file() -> Path:
    """Path of the tokens: in the cache, as VTube Studio asks its user again if they are lost."""
    return cache_root() / "vtube-studio-tokens.json"


class TokenStore:
    """Tokens by the host on which VTube Studio runs. A token is never logged.

    A file that cannot be read or written costs its user one more click on Allow, and nothing else.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Reads nothing yet.

        Args:
            path: The file; the user's own if None.
        """
        self._path = path or default_token_file()

    def token(self, host: str) -> str | None:
        """The token for a host, None if there is none."""
        return self._read().get(host)

    def keep(self, host: str, token: str) -> None:
        """Remembers a token."""
        self._write({**self._read(), host: token})

    def forget(self, host: str) -> None:
        """Drops a token that is no longer valid."""
        tokens = self._read()
        if tokens.pop(host, None) is not None:
            self._write(tokens)

    def _read(self) -> dict[str, str]:
        try:
            with self._path.open("rb") as file:
                content = json.loads(file.read(_MAX_BYTES))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("tokens not read", extra={"path": str(self._path), "reason": type(error).__name__})
            return {}
        pairs = content.items() if isinstance(content, dict) else ()
        return {host: token for host, token in pairs if isinstance(token, str)}

    def _write(self, tokens: dict[str, str]) -> None:
        partial = self._path.with_name(f".{self._path.name}-{secrets.token_hex(4)}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps(tokens, indent=1) + "\n")
            partial.replace(self._path)
        except OSError as error:
            _log.warning("tokens not kept", extra={"path": str(self._path), "reason": error.strerror})
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
