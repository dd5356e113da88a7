"""Writers that are closed when all went well, and let go of when it did not."""

import contextlib
from collections.abc import Iterator
from typing import Protocol, TypeVar

__all__ = ["finishing"]


class _Finishable(Protocol):
    def close(self) -> None: ...

    def abandon(self) -> None: ...


_Writer = TypeVar("_Writer", bound=_Finishable)


@contextlib.contextmanager
def finishing(writer: _Writer) -> Iterator[_Writer]:
    """Closes `writer` at the end of the block; abandons it if the block or the closing fails."""
    try:
        yield writer
        writer.close()
    except BaseException:
        writer.abandon()
        raise
