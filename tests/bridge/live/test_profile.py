"""Profiles: what they may say, and how they say what is wrong with them."""

from pathlib import Path

import pytest

from mien_bridge.live.choices import Choices
from mien_bridge.live.profile import Profile, free_name, read_profile, write_profile
from mien_bridge.outputs.request import OutputRequest
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


def written(folder: Path, text: str) -> Path:
    path = folder / "show.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_profile_says_what_a_command_line_can(tmp_path):
    profile = read_profile(
        written(
            tmp_path,
            """
photo = "me.jpg"
mic = "USB"
gate = -45
face_fps = 30
emotion = "happy:0.5"
allow_origin = ["https://example.org"]

[[output]]
kind = "vmc"
to = "127.0.0.1:40000"

[[output]]
kind = "vmc"
name = "second"
""",
        )
    )
    assert profile.choices.chosen() == {
        "photo": tmp_path / "me.jpg",
        "mic": "USB",
        "gate": -45.0,
        "face_fps": 30,
        "emotion": "happy:0.5",
        "allow_origin": ["https://example.org"],
    }
    assert [(one.kind, one.name) for one in profile.outputs] == [("vmc", "vmc"), ("vmc", "second")]
    assert profile.outputs[0].settings["to"] == "127.0.0.1:40000"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fotograf = 1", "there is no key 'fotograf'"),
        ("photo = 3", "photo: expected the path of a file"),
        ("size = true", "size: expected a whole number"),
        ("size = 30", "size: must be a whole number from 64 to 2048"),
        ("size = 64.5", "size: expected a whole number"),
        ("gate = 3", "gate: must be a number from -90 to 0"),
        ("layout = 'square'", "layout: must be portrait"),
        ("allow_origin = [1]", "allow_origin: expected a list"),
        ("port = 70000", "port: must be"),
        ("mic = true\naudio = 'a.wav'", "mic and audio exclude each other"),
        ("output = 3", "expected tables that begin with"),
        ("[[output]]\nto = 'x'", "number 1: expected a kind"),
        ("[[output]]\nkind = 'smoke'", "there is no output 'smoke'"),
        ("[[output]]\nkind = 'vmc'\nspeed = 3", "there is no setting 'speed'"),
        ("[[output]]\nkind = 'vmc'\nperiod = 0", "setting period"),
        ("[[output]]\nkind = 'vmc'\nname = 'a'\n[[output]]\nkind = 'vmc'\nname = 'a'", "number 2: expected a name"),
        ("photo = ", "is not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_its_key(tmp_path, text, words):
    path = written(tmp_path, text)
    with pytest.raises(MienError) as raised:
        read_profile(path)
    assert words in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_profile_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(MienError, match="cannot read the profile"):
        read_profile(tmp_path / "none.toml")
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(MienError, match="is not TOML"):
        read_profile(path)


def test_what_is_written_is_read_again(tmp_path):
    choices = {
        "photo": tmp_path / 'a "b" \\ é\x7f.jpg',
        "gate": -45.5,
        "push_to_talk": True,
        "allow_origin": ["http://a"],
    }
    given = Profile(
        Choices(**choices), (OutputRequest("vmc", "mine", {"to": "127.0.0.1:1", "period": 2, "root": False}),)
    )
    write_profile(tmp_path / "again.toml", given)
    again = read_profile(tmp_path / "again.toml")
    assert again.choices == Choices(**choices)
    (output,) = again.outputs
    assert (output.kind, output.name, output.settings["period"], output.settings["root"]) == ("vmc", "mine", 2, False)


def test_outputs_that_were_not_named_have_names_of_their_own():
    assert free_name("vmc", []) == "vmc"
    assert free_name("vmc", ["vmc", "vmc-2"]) == "vmc-3"


def test_files_are_found_again_from_wherever_a_profile_is_written(tmp_path, monkeypatch):
    shows = tmp_path / "shows"
    shows.mkdir()
    monkeypatch.chdir(tmp_path)
    chosen = {"photo": Path("me.jpg"), "record": Path("shows/takes")}
    write_profile(Path("shows/show.toml"), Profile(Choices(**chosen)))
    assert 'record = "takes"' in (shows / "show.toml").read_text(encoding="utf-8")
    monkeypatch.chdir("/")
    read = read_profile(shows / "show.toml").choices.chosen()
    assert read == {"photo": tmp_path / "me.jpg", "record": shows / "takes"}
