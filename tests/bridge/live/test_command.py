"""What can be typed after `mien live`: merged with a profile, and refused in words."""

import pytest

from mien_bridge.cli.parser import parse
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


def run(*arguments) -> int:
    return parse(["live", *map(str, arguments)], lambda: None)()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--photo", "none.jpg"), "there is no file none.jpg"),
        (("--gate", "3"), "-90 to 0"),
        (("--size", "12"), "64 to 2048"),
        (("--layout", "square"), "portrait, cutout or texture"),
        (("--emotion", "bored"), "--emotion must be"),
        (("--vmc", "nowhere:99999"), "vmc"),
        (("--until-end",), "--audio"),
        (("--osc-template", "a.txt"), "--osc"),
        (("--osc", "127.0.0.1:9", "--osc-template", "none.txt"), "cannot read the template"),
        (("--profile", "none.toml"), "cannot read the profile"),
        (("--connection-file", "none.json"), "mien serve"),
        (("--audio", "a.wav", "--no-input"), "not allowed with"),
        (("--photo", "a.jpg", "--no-face"), "not allowed with"),
        (("--character", __file__), "not a VRM or GLB"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_begun(options, words):
    with pytest.raises(MienError, match=words):
        run(*options)


def saved(tmp_path, capsys, *arguments) -> str:
    path = tmp_path / "saved.toml"
    assert run(*arguments, "--save-profile", path) == 0
    assert capsys.readouterr().out == f"{path}\n"
    return path.read_text()


def test_other_names_of_the_machine_reach_the_server_of_the_pages(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("mien_bridge.live.app.run_show", asked.append)
    assert run("--no-input", "--host", "0.0.0.0", "--name", "192.168.1.4", "--name", "studio.local") == 0
    assert asked[0].page.names == ("192.168.1.4", "studio.local")


def test_what_was_typed_wins_over_the_profile(tmp_path, capsys):
    profile = tmp_path / "show.toml"
    profile.write_text('mic = "USB"\nno_face = true\nport = 5999\nhead = 1.5\n[[output]]\nkind = "vmc"\n')
    text = saved(tmp_path, capsys, "--profile", profile, "--port", "0", "--no-input", "--vmc", "127.0.0.1:4")
    assert "port = 0\n" in text
    assert "no_face = true\n" in text
    assert "head = 1.5\n" in text
    assert "no_input = true\n" in text
    assert "mic" not in text
    assert 'to = "127.0.0.1:4"' in text
    assert text.count("[[output]]") == 1


def test_outputs_of_other_kinds_stay_and_several_of_one_have_names_of_their_own(tmp_path, capsys):
    profile = tmp_path / "show.toml"
    profile.write_text('[[output]]\nkind = "vmc"\n')
    template = tmp_path / "face.txt"
    template.write_text("/jaw {jawOpen}")
    text = saved(
        tmp_path, capsys, "--profile", profile, "--livelink", "127.0.0.1", "--livelink", "127.0.0.2", "--ifacialmocap",
        "--osc", "127.0.0.1:9", "--osc-template", template,
    )  # fmt: skip
    names = [line for line in text.splitlines() if line.startswith("name = ") and line.count('"') == 2]
    assert set(names) >= {'name = "vmc"', 'name = "livelink"', 'name = "livelink-2"', 'name = "osc"'}
    assert 'way = "answer"' in text
    assert 'template = "/jaw {jawOpen}"' in text


def test_a_photo_that_is_typed_takes_the_place_of_none(tmp_path, capsys):
    profile = tmp_path / "show.toml"
    profile.write_text("no_face = true\n")
    text = saved(tmp_path, capsys, "--profile", profile, "--photo", "me.jpg")
    assert "no_face" not in text
