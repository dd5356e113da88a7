import threading

import numpy as np
import pytest

from mien_bridge.media.atomic import finish_or_abandon
from mien_bridge.media.background_sink import BackgroundSink
from mien_bridge.media.sink import PictureSink

pytestmark = pytest.mark.unit


class Notebook(PictureSink):
    """Writes down what happens to it, and in which thread."""

    def __init__(self, fails_at: int | None = None) -> None:
        self.events: list[object] = []
        self.threads: set[str] = set()
        self._fails_at = fails_at

    def write_sound(self, sound):
        self.threads.add(threading.current_thread().name)
        self.events.append(("sound", sound.shape[1]))

    def write_picture(self, rgba):
        if rgba[0, 0, 0] == self._fails_at:
            raise OSError(28, "No space left on device")
        self.events.append(("picture", int(rgba[0, 0, 0])))

    def close(self):
        self.events.append("closed")

    def abandon(self):
        self.events.append("abandoned")


def picture(number: int):
    return np.full((2, 2, 4), number, np.uint8)


def test_large_pictures_wait_in_small_numbers():
    depths = [BackgroundSink(Notebook(), picture_bytes=4 * side * side)._waiting.maxsize for side in (512, 2048, 4096)]
    assert depths == [16, 4, 2]


def test_everything_arrives_in_order_in_another_thread():
    notebook = Notebook()
    with finish_or_abandon(BackgroundSink(notebook)) as sink:
        for number in range(50):
            sink.write_sound(np.zeros((1, number), np.float32))
            sink.write_picture(picture(number))
    pairs = [event for number in range(50) for event in (("sound", number), ("picture", number))]
    assert notebook.events == [*pairs, "closed"]
    assert notebook.threads == {"encoder"}


@pytest.mark.parametrize("pictures", [4, 200])
def test_a_failure_reaches_the_writer_and_never_blocks_it(pictures):
    notebook = Notebook(fails_at=3)

    def write_all():
        with finish_or_abandon(BackgroundSink(notebook)) as sink:
            for number in range(pictures):
                sink.write_picture(picture(number))

    with pytest.raises(OSError, match="No space left"):
        write_all()
    assert notebook.events == [("picture", 0), ("picture", 1), ("picture", 2), "abandoned"]


def test_an_interruption_abandons_what_was_begun():
    notebook = Notebook()

    def interrupted():
        with finish_or_abandon(BackgroundSink(notebook)) as sink:
            sink.write_picture(picture(0))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert notebook.events[-1] == "abandoned"
    assert "closed" not in notebook.events


def test_no_thread_outlives_its_sink():
    before = threading.active_count()
    for ending in (BackgroundSink.close, BackgroundSink.abandon):
        sink = BackgroundSink(Notebook())
        sink.write_picture(picture(0))
        ending(sink)
    assert threading.active_count() == before
