import csv
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from mien_bridge.formats import FORMATS, MotionInfo, choose_format, motion_writer
from mien_bridge.formats.base import COLUMNS, rows
from mien_bridge.formats.livelink import LIVE_LINK_COLUMNS, timecode
from mien_bridge.media.atomic import finish_or_abandon
from mien_protocol.errors import MienError
from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.resampling import frame_time_ns
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES

pytestmark = pytest.mark.unit

INFO = MotionInfo(source="Grüße.wav", rate_hz=60, seed=7, latent_model="test-5")


@pytest.fixture
def motion() -> Motion:
    rng = np.random.default_rng(0)
    return Motion(
        time_ns=frame_time_ns(np.arange(130), 60),
        latent=rng.normal(size=(130, 5)).astype(np.float16),
        expression=rng.uniform(size=(130, 52)).astype(np.float32),
        head_wxyz=from_rotation_vector(rng.normal(scale=0.2, size=(130, 3))),
        head_m=rng.normal(scale=0.01, size=(130, 3)).astype(np.float32),
        gaze_rad=rng.normal(scale=0.2, size=(130, 2)).astype(np.float32),
    )


def written(name: str, path: Path, motion: Motion) -> Path:
    """Writes in three parts, one of them empty, as a stream does."""
    with finish_or_abandon(motion_writer(name, path, INFO)) as writer:
        for part in (motion[:50], motion[50:50], motion[50:]):
            writer.write(part)
    return path


def test_csv_keeps_everything(tmp_path, motion):
    path = written("csv", tmp_path / "m.csv", motion)
    with path.open(newline="") as file:
        header, *lines = csv.reader(file)
    assert header[0] == "time_s"
    assert tuple(header[1:53]) == EXPRESSION_NAMES
    assert ",".join(header[53:]) == "head_qw,head_qx,head_qy,head_qz,head_x,head_y,head_z,gaze_yaw,gaze_pitch"
    np.testing.assert_allclose(np.array(lines, float), rows(motion), atol=1e-6)


def test_json_explains_itself(tmp_path, motion):
    content = json.loads(written("json", tmp_path / "m.json", motion).read_text(encoding="utf-8"))
    assert content["source"] == "Grüße.wav"
    assert content["rate_hz"] == 60
    assert tuple(content["columns"]) == COLUMNS
    np.testing.assert_allclose(content["frames"], rows(motion), atol=1e-6)


def test_json_without_frames_is_json(tmp_path, motion):
    content = json.loads(written("json", tmp_path / "m.json", motion[:0]).read_text(encoding="utf-8"))
    assert content["frames"] == []


def test_npz_keeps_every_bit(tmp_path, motion):
    with np.load(written("npz", tmp_path / "m.npz", motion)) as archive:
        for name in ("time_ns", "latent", "expression", "head_wxyz", "head_m", "gaze_rad"):
            np.testing.assert_array_equal(archive[name], getattr(motion, name))
            assert archive[name].dtype == getattr(motion, name).dtype
        assert tuple(archive["expression_names"]) == EXPRESSION_NAMES
        assert (int(archive["rate_hz"]), int(archive["seed"]), str(archive["latent_model"])) == (60, 7, "test-5")


def test_live_link_is_what_the_app_writes(tmp_path, motion):
    path = written("livelink", tmp_path / "m.csv", motion)
    with path.open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 130
    assert lines[61]["Timecode"] == "00:00:01:01.000"
    assert {line["BlendShapeCount"] for line in lines} == {"61"}
    assert list(lines[0])[2:5] == ["EyeBlinkLeft", "EyeLookDownLeft", "EyeLookInLeft"]
    assert ",".join(list(lines[0])[-9:]) == (
        "HeadYaw,HeadPitch,HeadRoll,LeftEyeYaw,LeftEyePitch,LeftEyeRoll,RightEyeYaw,RightEyePitch,RightEyeRoll"
    )
    for name, index in EXPRESSION_INDEX.items():
        column = [float(line[name[0].upper() + name[1:]]) for line in lines]
        np.testing.assert_allclose(column, motion.expression[:, index], atol=1e-9)


def test_live_link_angles_are_radians_with_the_stated_signs(tmp_path, motion):
    turned = Motion(
        time_ns=motion.time_ns[:1],
        latent=motion.latent[:1],
        expression=motion.expression[:1],
        head_wxyz=from_rotation_vector(np.array([[0.0, 0.3, 0.0]])),
        head_m=motion.head_m[:1],
        gaze_rad=np.array([[0.1, 0.2]], np.float32),
    )
    with written("livelink", tmp_path / "m.csv", turned).open(newline="") as file:
        line = next(csv.DictReader(file))
    angles = [float(line[name]) for name in ("HeadYaw", "HeadPitch", "LeftEyeYaw", "RightEyeYaw", "LeftEyePitch")]
    np.testing.assert_allclose(angles, [0.3, 0.0, 0.1, 0.1, -0.2], atol=1e-6)


def test_a_fractional_rate_is_said_as_a_number_and_exactly(tmp_path, motion):
    info = replace(INFO, rate_hz=Fraction(30000, 1001))
    for name in ("json", "npz"):
        with finish_or_abandon(motion_writer(name, tmp_path / f"m.{name}", info)) as writer:
            writer.write(motion)
    content = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert (content["rate_hz"], content["rate"]) == (30000 / 1001, "30000/1001")
    with np.load(tmp_path / "m.npz") as archive:
        assert (float(archive["rate_hz"]), archive["rate"].tolist()) == (30000 / 1001, [30000, 1001])


def test_live_link_names_each_value_once():
    assert len(set(LIVE_LINK_COLUMNS)) == 61


@pytest.mark.parametrize(
    ("frame", "rate_hz", "text"),
    [(0, 60, "00:00:00:00.000"), (59, 60, "00:00:00:59.000"), (60, 60, "00:00:01:00.000"),
     (119, 120, "00:00:00:119.000"), (24 * 3661 + 5, 24, "01:01:01:05.000"), (24 * 86400, 24, "00:00:00:00.000"),
     (30, Fraction(30000, 1001), "00:00:01:00.029"),
     (107_893, Fraction(30000, 1001), "01:00:00:00.892"), (25, Fraction(25, 2), "00:00:02:00.000")],
)  # fmt: skip
def test_timecodes_count_frames(frame, rate_hz, text):
    assert timecode(frame, rate_hz) == text


@pytest.mark.parametrize("name", FORMATS)
def test_abandoning_lets_go_of_the_file(tmp_path, motion, name):
    writer = motion_writer(name, tmp_path / "m", INFO)
    writer.write(motion)
    writer.abandon()
    (tmp_path / "m").unlink(missing_ok=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("asked", "path", "chosen"),
    [(None, "a.csv", "csv"), (None, "a.NPZ", "npz"), (None, "a.json", "json"), ("livelink", "a.csv", "livelink"),
     ("json", "a", "json")],
)  # fmt: skip
def test_the_format_is_what_was_asked_or_what_the_suffix_says(asked, path, chosen):
    assert choose_format(asked, Path(path)) == chosen


@pytest.mark.parametrize(
    ("asked", "path", "message"),
    [(None, "a.txt", "cannot tell the format of a.txt"), (None, "a", "end it in .csv, .npz or .json"),
     ("json", "a.csv", "a.csv does not fit --format json, whose files end in .json")],
)  # fmt: skip
def test_formats_that_do_not_fit_are_refused(asked, path, message):
    with pytest.raises(MienError, match=message):
        choose_format(asked, Path(path))
