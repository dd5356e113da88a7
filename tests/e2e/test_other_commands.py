import re
import shlex

import av
import pytest

from mien_bridge.cli.parser import parse
from tests.e2e.typed import mien

pytestmark = pytest.mark.e2e

COMMANDS = ("talk", "bake", "serve", "stream", "say", "watch", "record", "replay", "head", "demo", "doctor")


def test_the_demo_renders(tmp_path):
    outcome = mien("demo", "-o", tmp_path / "demo.mp4")
    assert outcome.code == 0
    assert outcome.out[-1] == str(tmp_path / "demo.mp4")
    with av.open(str(tmp_path / "demo.mp4")) as container:
        video = container.streams.video[0]
        assert (video.width, video.height, video.average_rate) == (512, 512, 30)


def test_the_stock_head_is_glb(tmp_path):
    outcome = mien("head", "-o", tmp_path / "head.glb")
    assert (outcome.code, outcome.out) == (0, [str(tmp_path / "head.glb")])
    assert (tmp_path / "head.glb").read_bytes()[:4] == b"glTF"


def test_the_stock_head_is_nothing_else(tmp_path):
    outcome = mien("head", "-o", tmp_path / "head.fbx")
    assert (outcome.code, len(outcome.err)) == (2, 1)


def test_the_doctor_finds_a_working_installation():
    outcome = mien("doctor")
    assert (outcome.code, outcome.out[-1]) == (0, "all is well")
    assert any("sha256 64184e22" in line for line in outcome.out)


def test_the_doctor_says_what_to_do_about_missing_models(tmp_path):
    outcome = mien("doctor", "--models", tmp_path)
    assert outcome.code == 1
    assert outcome.out[-1] == "2 problem(s)"
    assert any(re.search("-> put https.* run `mien doctor --fetch`", line) for line in outcome.out)


def test_help_names_every_command():
    outcome = mien("--help")
    assert outcome.code == 0
    assert all(re.search(rf"^    {name}\b", "\n".join(outcome.out), re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples(name):
    outcome = mien(name, "--help")
    assert outcome.code == 0
    examples = [line for line in outcome.out if line.startswith(f"  mien {name}")]
    assert examples


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_can_be_typed(name, capsys):
    """What the help shows is understood by the parser; a note in brackets and globs are for people."""
    with pytest.raises(SystemExit):
        parse([name, "--help"], print)
    examples = re.findall(rf"^  mien ({name}\b.*?)(?:  +\(.*)?$", capsys.readouterr().out, re.MULTILINE)
    for example in examples:
        parse(shlex.split(example), print)
