"""Encoding on a second core while the next pictures are rendered."""

import queue
import threading
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.sink import PictureSink

__all__ = ["BackgroundSink"]

_LEAST, _MOST = 2, 16
"""Pieces in waiting: enough to smooth out a slow one."""

_WAITING_BYTES: Final = 64 * 1024 * 1024
"""Memory for waiting pictures: 16 of 1024x1024, 4 of 2048x2048; of larger ones two."""


class BackgroundSink(PictureSink):
    """Hands everything to another sink in one worker thread, in order; waits when that one falls behind."""

    def __init__(self, sink: PictureSink, *, picture_bytes: int = 0) -> None:
        """Takes over `sink`, which must not be used directly any more; a picture takes `picture_bytes`."""
        self._sink = sink
        depth = min(max(_WAITING_BYTES // max(picture_bytes, 1), _LEAST), _MOST)
        self._waiting: queue.Queue[tuple[str, NDArray[np.float32] | NDArray[np.uint8]] | None] = queue.Queue(depth)
        self._failure: BaseException | None = None
        self._worker = threading.Thread(target=self._work, name="encoder", daemon=True)
        self._worker.start()

    def write_sound(self, sound: NDArray[np.float32]) -> None:
        """Queues samples; raises what the other sink raised on anything earlier."""
        self._put(("sound", sound))

    def write_picture(self, rgba: NDArray[np.uint8]) -> None:
        """Queues a picture; raises what the other sink raised on anything earlier."""
        self._put(("picture", rgba))

    def close(self) -> None:
        """Waits until all is written, then closes the other sink."""
        self._stop()
        if self._failure is not None:
            raise self._failure
        self._sink.close()

    def abandon(self) -> None:
        """Stops without finishing; never raises."""
        self._failure = self._failure or RuntimeError("abandoned")
        self._stop()
        self._sink.abandon()

    def _put(self, item: tuple[str, NDArray[np.float32] | NDArray[np.uint8]]) -> None:
        if self._failure is not None:
            raise self._failure
        self._waiting.put(item)

    def _stop(self) -> None:
        if self._worker.is_alive():
            self._waiting.put(None)
            self._worker.join()

    def _work(self) -> None:
        while (item := self._waiting.get()) is not None:
            if self._failure is not None:
                continue  # the queue is emptied so that nobody waits on it
            try:
                self._write(*item)
            except BaseException as error:
                self._failure = error

    def _write(self, kind: str, data: NDArray[np.float32] | NDArray[np.uint8]) -> None:
        if kind == "sound":
            self._sink.write_sound(np.asarray(data, np.float32))
        else:
            self._sink.write_picture(np.asarray(data, np.uint8))
