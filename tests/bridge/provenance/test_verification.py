"""`mien verify`: files that Mien made are told from those that it did not."""

import json
from argparse import Namespace

import numpy as np
import pytest
from PIL import Image

from mien_bridge.cli import verify
from mien_bridge.media.picture_output import choose_output
from mien_bridge.provenance.verification import _spread, verify_file
from mien_inference.mark import Message, PictureMarker
from mien_protocol.errors import MienError
from tests.inference.mark.pictures import photo

pytestmark = pytest.mark.real

MARKER = PictureMarker(Message(0xABC, 700))


def write_film(path, *, marked):
    output = choose_output(path, transparent=False, rate_hz=25)
    with output.reserve() as place:
        sink = output.open(place, size=(512, 512), rate_hz=25, channels=0)
        for index in range(100):
            picture = photo()
            sink.write_picture(MARKER.mark(picture, index * 40_000_000) if marked else picture)
        sink.close()
    return path


@pytest.mark.parametrize("name", ["film.mp4", "film.webm", "film.mov"])
def test_a_film_is_told_with_its_seconds(tmp_path, name):
    verdict = verify_file(write_film(tmp_path / name, marked=True))
    assert verdict.message == Message(0xABC, 700)
    assert verdict.as_json()["seconds"] == [[0, 3]]
    assert verdict.as_json()["day"] == "2026-12-02"
    assert "0000000abc, this one, on 2026-12-02 (UTC); marked seconds: 0-4 s of 4 s" in verdict.in_words(0xABC)


def test_a_film_of_others_is_not(tmp_path):
    verdict = verify_file(write_film(tmp_path / "film.mp4", marked=False))
    assert (verdict.message, verdict.seconds, verdict.duration_s) == (None, (), 4)
    assert "no mark" in verdict.in_words(0xABC)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
def test_a_picture_is_told(tmp_path, name):
    Image.fromarray(MARKER.mark(photo(), 0)[..., :3]).save(tmp_path / name)
    assert verify_file(tmp_path / name).message == Message(0xABC, 700)


def test_the_command_says_it_in_json_and_by_its_code(tmp_path, capsys):
    Image.fromarray(MARKER.mark(photo(), 0)).save(tmp_path / "ours.png")
    Image.fromarray(photo()).save(tmp_path / "theirs.png")
    args = Namespace(files=[tmp_path / "ours.png"], json=True, checkpoint=lambda: None)
    assert verify.run(args) == 0
    args.files.append(tmp_path / "theirs.png")
    assert verify.run(args) == 1
    said = [json.loads(line)["made_by_mien"] for line in capsys.readouterr().out.splitlines()]
    assert said == [True, True, False]
    args.files.append(tmp_path / "missing.png")
    assert verify.run(args) == 2


@pytest.mark.parametrize("name", ["broken.png", "broken.mp4"])
def test_what_cannot_be_read_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(np.random.default_rng(1).bytes(2_000))
    with pytest.raises(MienError):
        verify_file(tmp_path / name)


@pytest.mark.parametrize("count", [0, 3, 9, 10, 57, 1000])
def test_samples_come_from_the_whole_film(count):
    samples = [int(picture[0]) for picture in _spread(np.array([index]) for index in range(count))]
    assert len(samples) == count if count < 10 else 5 <= len(samples) < 10
    assert samples == sorted(samples)
    assert not samples or samples[-1] >= 0.75 * (count - 1)
