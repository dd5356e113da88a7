"""Which photo says what, and what the films are called."""

from argparse import Namespace
from pathlib import Path

import pytest

from mien_bridge.cli.talk_films import name_films
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


def films(*files: str, output: Path, text: str | None = None, form: str | None = None, transparent: bool = False):
    args = Namespace(files=[Path(name) for name in files], text=text, output=output, format=form)
    made = name_films(args, transparent=transparent)
    return [(str(one.photo), None if one.audio is None else str(one.audio), one.output.name) for one in made]


def test_one_photo_and_one_recording_are_one_film(tmp_path):
    assert films("me.jpg", "a.wav", output=tmp_path / "me.mp4") == [("me.jpg", "a.wav", "me.mp4")]
    assert not (tmp_path / "me.mp4").exists()


def test_the_first_is_a_photo_and_the_last_a_recording_whatever_they_are_called(tmp_path):
    assert films("a.wav", "me.jpg", output=tmp_path / "x.mp4") == [("a.wav", "me.jpg", "x.mp4")]


def test_many_recordings_name_the_films(tmp_path):
    made = films("me.jpg", "a/take.wav", "b/take.mp3", "c.flac", output=tmp_path / "films")
    assert [name for _, _, name in made] == ["take.mp4", "take-2.mp4", "c.mp4"]
    assert (tmp_path / "films").is_dir()


def test_many_photos_name_the_films(tmp_path):
    made = films("me.jpg", "you.HEIC", "s.wav", output=tmp_path / "films", transparent=True)
    assert made == [("me.jpg", "s.wav", "me.webm"), ("you.HEIC", "s.wav", "you.webm")]


def test_many_of_both_are_every_pair(tmp_path):
    made = films("me.jpg", "you.png", "a.wav", "b.wav", output=tmp_path / "films", form="mov")
    assert [name for _, _, name in made] == ["me-a.mov", "me-b.mov", "you-a.mov", "you-b.mov"]


def test_a_text_is_said_by_each_photo(tmp_path):
    assert films("me.jpg", output=tmp_path / "x.mp4", text="Hi") == [("me.jpg", None, "x.mp4")]
    made = films("me.jpg", "you.jpg", output=tmp_path / "films", text="Hi")
    assert [name for _, _, name in made] == ["me.mp4", "you.mp4"]


@pytest.mark.parametrize(
    ("files", "output", "options", "says"),
    [
        (["me.jpg"], "x.mp4", {}, "nothing to say: got me.jpg alone; give a recording after the photo, or --text"),
        (["me.jpg", "a.wav"], "x.mp4", {"text": "Hi"}, "got the recording a.wav, too; give one of the two"),
        (["me.jpg", "a.wav", "b.wav"], "x.mp4", {}, "2 films need a folder to write to, got .*x.mp4; give -o FOLDER"),
        (["me.jpg", "a.wav"], "x.mp4", {"form": "gif"}, "does not fit --format gif; end it in .gif, or name a folder"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path, files, output, options, says):
    with pytest.raises(MienError, match=says):
        films(*files, output=tmp_path / output, **options)
