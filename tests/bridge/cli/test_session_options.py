import argparse

import pytest

from mien_bridge.cli.parser import parse
from mien_bridge.cli.session_options import SESSION_OPTIONS, add_session, parse_session
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


def asked(*options: str):
    """The session that `mien stream a.wav` asks for with options."""
    return parse_session(parse(["stream", "a.wav", *options], print).args[0])


def refused(*arguments: str) -> str:
    """What is said of a command line that is not followed."""
    with pytest.raises(MienError) as error:
        parse(list(arguments), print)()
    return str(error.value)


def test_without_a_face_there_are_no_pictures():
    assert (asked().avatar, asked().face) == (None, None)


def test_pictures_have_defaults(tmp_path):
    photo = tmp_path / "me.jpg"
    photo.write_bytes(b"a face")
    face = asked("--avatar", str(photo)).face
    assert (face.layout, face.size, face.rate_hz, face.format) == ("portrait", 512, 40, "rgba8")
    face = asked("--avatar", str(photo), "--jpeg", "--size", "64", "--layout", "cutout", "--face-fps", "7").face
    assert (face.layout, face.size, face.rate_hz, face.format) == ("cutout", 64, 7, "jpeg")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--size", "512"], "--size is for pictures"),
        (["--jpeg"], "--jpeg is for pictures"),
        (["--layout", "portrait", "--face-fps", "40"], "--face-fps and --layout are for pictures"),
    ],
)
def test_options_of_pictures_need_a_face(options, said):
    with pytest.raises(MienError, match=f"{said}.*--avatar PHOTO"):
        asked(*options)


def test_every_option_of_the_session_is_known():
    parser = argparse.ArgumentParser()
    add_session(parser)
    assert set(vars(parser.parse_args([]))) == set(SESSION_OPTIONS)


@pytest.mark.parametrize("options", [["--rate", "30"], ["--avatar", "me.jpg"], ["--jpeg"], ["--gaze", "-3,0"]])
def test_who_records_others_cannot_ask_for_their_sessions(options):
    assert f"{options[0]} is for the session that --speak AUDIO opens" in refused("record", "-o", "a.tap", *options)
