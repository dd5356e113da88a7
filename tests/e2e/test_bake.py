import csv
import json
from pathlib import Path

import numpy as np
import pytest

from mien_protocol.rig import EXPRESSION_NAMES
from tests.e2e.typed import mien

pytestmark = pytest.mark.e2e


def table(path):
    """A CSV file's columns by name."""
    with path.open(newline="") as file:
        header, *lines = csv.reader(file)
    return dict(zip(header, np.array(lines, float).T, strict=True))


@pytest.fixture(scope="module")
def baked(tmp_path_factory, demo_sentence):
    """The demo sentence in every format."""
    folder = tmp_path_factory.mktemp("motion")
    names = {"csv": "m.csv", "json": "m.json", "npz": "m.npz", "livelink": "live.csv"}
    for form, name in names.items():
        outcome = mien("bake", demo_sentence, "-o", folder / name, "--format", form, "--quiet")
        assert (outcome.code, outcome.out, outcome.err) == (0, [str(folder / name)], [])
    return folder


def test_all_formats_tell_the_same_motion(baked):
    columns = table(baked / "m.csv")
    content = json.loads((baked / "m.json").read_text(encoding="utf-8"))
    np.testing.assert_allclose(content["frames"], np.column_stack(list(columns.values())), atol=2e-6)
    with np.load(baked / "m.npz") as archive:
        np.testing.assert_allclose(archive["time_ns"] / 1e9, columns["time_s"], atol=1e-6)
        expression = np.column_stack([columns[name] for name in EXPRESSION_NAMES])
        np.testing.assert_allclose(archive["expression"], expression, atol=1e-6)
        assert archive["latent"].dtype == np.float16
    with (baked / "live.csv").open(newline="") as file:
        live = list(csv.DictReader(file))
    np.testing.assert_allclose([float(line["JawOpen"]) for line in live], columns["jawOpen"], atol=1e-6)


def test_the_motion_is_speech(baked):
    columns = table(baked / "m.csv")
    assert len(columns["time_s"]) == pytest.approx(10.6 * 60, abs=5)
    np.testing.assert_allclose(np.diff(columns["time_s"]), 1 / 60, atol=2e-6)
    for name in EXPRESSION_NAMES:
        assert 0.0 <= columns[name].min() <= columns[name].max() <= 1.0
    assert columns["jawOpen"].max() > 0.15
    assert columns["jawOpen"][:6].max() < 0.1  # it begins with silence
    norms = np.linalg.norm([columns[name] for name in ("head_qw", "head_qx", "head_qy", "head_qz")], axis=0)
    np.testing.assert_allclose(norms, 1.0, atol=1e-5)


def test_many_recordings_fill_a_folder(tmp_path, words, demo_sentence):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "words.wav").write_bytes(words.read_bytes())
    outcome = mien("bake", words, tmp_path / "in" / "words.wav", demo_sentence, "-o", tmp_path / "out", "--rate", "30")
    names = ["demo_sentence.csv", "words-2.csv", "words.csv"]
    assert outcome.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    assert (tmp_path / "out" / "words.csv").read_bytes() == (tmp_path / "out" / "words-2.csv").read_bytes()


def test_patterns_that_the_shell_left_alone(tmp_path, words):
    (tmp_path / "lines").mkdir()
    for name in ("b.wav", "a.wav", "[c].wav", "d.txt"):
        (tmp_path / "lines" / name).write_bytes(words.read_bytes())
    outcome = mien("bake", "lines/?.wav", "lines/[c].wav", "-o", "takes.v2", "--rate", "24", "--quiet", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, [])
    assert outcome.out == [str(Path("takes.v2") / name) for name in ("a.csv", "b.csv", "[c].csv")]


def test_a_name_without_suffix_is_a_folder_for_one_recording_too(tmp_path, words):
    outcome = mien("bake", words, "-o", tmp_path / "out", "--format", "json", "--quiet")
    assert (outcome.code, outcome.out) == (0, [str(tmp_path / "out" / "words.json")])


def test_the_rate_of_television_is_exact(tmp_path, words):
    outcome = mien("bake", words, "-o", tmp_path / "m.csv", "--rate", "23.976", "--quiet")
    assert (outcome.code, outcome.err) == (0, [])
    np.testing.assert_allclose(table(tmp_path / "m.csv")["time_s"], np.arange(48) * 1001 / 24000, atol=1e-6)


def test_one_bad_recording_does_not_stop_the_others(tmp_path, words):
    (tmp_path / "bad.wav").write_text("no sound")
    outcome = mien("bake", tmp_path / "bad.wav", words, "-o", tmp_path / "out", "--format", "json", "--quiet")
    assert outcome.code == 2
    assert [line[:12] for line in outcome.err] == ["mien: error:"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["words.json"]


def test_controls_reach_the_motion(tmp_path, demo_sentence):
    tables = {}
    for name, options in {
        "plain": [], "again": [], "other": ["--seed", "1"], "left": ["--gaze", "left"],
        "still": ["--head", "0"], "wide": ["--blink-rate", "0"],
    }.items():  # fmt: skip
        assert (
            mien("bake", demo_sentence, "-o", tmp_path / f"{name}.csv", "--rate", "24", "--quiet", *options).code == 0
        )
        tables[name] = table(tmp_path / f"{name}.csv")
    assert (tmp_path / "plain.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    assert (tmp_path / "plain.csv").read_bytes() != (tmp_path / "other.csv").read_bytes()
    assert tables["still"]["head_qw"].min() > tables["plain"]["head_qw"].min()
    assert tables["wide"]["eyeBlinkLeft"].max() < tables["plain"]["eyeBlinkLeft"].max()
    looking = {name: values["eyeLookOutLeft"].mean() for name, values in tables.items()}
    assert looking["left"] > looking["plain"]
