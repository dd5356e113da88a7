from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mien_bridge.media.picture_output import choose_output
from mien_bridge.media.png_sequence import PngSequenceWriter, is_pattern
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "path", "is_folder"),
    [
        ("me.mp4", "me.mp4", False),
        ("me.MP4", "me.MP4", False),
        ("me.mov", "me.mov", False),
        ("me.gif", "me.gif", False),
        ("me.webp", "me.webp", False),
        ("me.webm", "me.webm", False),
        ("frames", "frames", True),
        ("frames/me_%05d.png", "frames", True),
        ("frames/%d.png", "frames", True),
    ],
)
def test_a_name_tells_what_to_write(name, path, is_folder):
    output = choose_output(Path(name), transparent=False, rate_hz=30)
    assert (output.path, output.is_folder) == (Path(path), is_folder)


@pytest.mark.parametrize("name", ["me.webm", "me.mov", "me.gif", "me.webp", "frames", "frames/me_%05d.png"])
def test_alpha_is_kept_where_it_can_be(name):
    assert choose_output(Path(name), transparent=True, rate_hz=30)


def test_alpha_in_mp4_is_refused_with_the_choices():
    with pytest.raises(MienError, match="MP4 has no transparency; for it, use name.webm, name.mov or a folder"):
        choose_output(Path("me.mp4"), transparent=True, rate_hz=30)


@pytest.mark.parametrize("rate_hz", [Fraction(5001, 100), 60])
def test_a_gif_that_is_too_fast_is_refused_with_what_to_do(rate_hz):
    assert choose_output(Path("me.gif"), transparent=False, rate_hz=50)
    with pytest.raises(MienError, match=f"at most 50 pictures a second, got {rate_hz}; give --fps 25"):
        choose_output(Path("me.gif"), transparent=False, rate_hz=rate_hz)


@pytest.mark.parametrize("name", ["me.avi", "me.png", "me_%s.png", "me_%05d_%05d.png", "me.txt"])
def test_names_that_say_nothing_are_refused_with_the_choices(name):
    with pytest.raises(MienError, match="cannot tell what .* should be: give name.mp4, name.webm, name.mov, name.gif"):
        choose_output(Path(name), transparent=False, rate_hz=30)


def test_an_existing_folder_may_have_a_dot_in_its_name(tmp_path):
    (tmp_path / "take.1").mkdir()
    assert choose_output(tmp_path / "take.1", transparent=False, rate_hz=30).is_folder


@pytest.mark.parametrize(
    ("name", "fits"), [("a_%06d.png", True), ("%d.png", True), ("a.png", False), ("%5x.png", False)]
)
def test_patterns_are_those_of_ffmpeg(name, fits):
    assert is_pattern(name) is fits


def test_pictures_are_numbered_from_one_and_exact(tmp_path):
    writer = PngSequenceWriter(tmp_path, "me_%03d.png")
    pictures = np.random.default_rng(0).integers(0, 256, (2, 8, 10, 4), dtype=np.uint8)
    for picture in pictures:
        writer.write_picture(picture)
    writer.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["me_001.png", "me_002.png"]
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "me_002.png")), pictures[1])
