"""Films: what no single picture tells, all together do."""

import numpy as np
import pytest

from mien_inference.mark import FilmReader, Message, PictureMarker, read_picture
from mien_protocol.errors import MienError
from tests.inference.mark.pictures import jpeg, photo, scaled

pytestmark = pytest.mark.unit

MESSAGE = Message(77, 99)


def film(seconds, handled, *, marked=lambda _second: True):
    """Pictures and their times, five a second, each with noise of its own."""
    marker, still, noise = PictureMarker(MESSAGE), photo(), np.random.default_rng(5)
    for index in range(5 * seconds):
        time_ns = index * 200_000_000
        picture = (marker.mark(still, time_ns) if marked(index // 5) else still)[..., :3]
        grain = noise.normal(0, 2, picture.shape)
        yield time_ns, handled(np.clip(picture + grain, 0, 255).astype(np.uint8))


def read(pictures):
    pictures = list(pictures)
    reader = FilmReader([picture for _, picture in pictures[:: max(1, len(pictures) // 5)]])
    for time_ns, picture in pictures:
        reader.push(picture, time_ns)
    return reader.read()


def blurred(picture):
    return jpeg(66)(scaled(0.5)(picture))


def test_a_clip_is_read_where_its_pictures_are_not():
    pictures = list(film(6, blurred))
    assert sum(read_picture(picture) is not None for _, picture in pictures[::5]) <= 2
    assert read(pictures).message == MESSAGE


def test_it_tells_which_seconds_are_marked():
    reading = read(film(9, jpeg(80), marked=lambda second: 3 <= second < 6))
    assert reading.message == MESSAGE
    assert reading.seconds == (3, 4, 5)


def test_a_film_without_a_mark_has_none():
    assert read(film(4, jpeg(80), marked=lambda _second: False)) is None


def test_samples_of_several_sizes_are_refused():
    for samples in ([], [np.zeros((64, 64, 3), np.uint8), np.zeros((64, 65, 3), np.uint8)]):
        with pytest.raises(MienError):
            FilmReader(samples)
