"""Whatever people give: one line of error, exit code 2, nothing left behind."""

import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.bridge.recordings import tone, write_float_wav, write_recording
from tests.e2e.typed import LIMIT_S, command, mien

pytestmark = pytest.mark.e2e


def refused(outcome, message: str) -> None:
    """Checks that a command failed the way it should."""
    assert outcome.code == 2, outcome
    *notes, error = outcome.err
    assert error.startswith("mien: error: "), outcome.err
    assert message in error
    # Before the frames: that a face is being made, and what was found in its photo.
    assert all(note.startswith("making the face of ") or ": the photo " in note for note in notes), outcome.err
    assert outcome.out == []


@pytest.fixture(scope="module")
def bad(tmp_path_factory) -> Path:
    """A folder of things that cannot be used."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "empty.wav").touch()
    (folder / "text.wav").write_text("Dear diary,\n" * 50)
    (folder / "text.jpg").write_text("Dear diary,\n" * 50)
    (folder / "empty.png").touch()
    write_float_wav(folder / "header.wav", np.zeros((1, 0), np.float32), 16000)
    whole = write_recording(folder / "whole.mp3", tone(5, 44100), 44100, codec="libmp3lame").read_bytes()
    (folder / "head.mp3").write_bytes(whole[:300])
    write_recording(folder / "mute.mp4", tone(1, 44100), 44100, codec="aac", picture=True, sound=False)
    Image.new("RGB", (300, 300), "grey").save(folder / "wall.png")
    Image.new("1", (20_000, 20_000)).save(folder / "huge.png")
    Image.new("RGB", (300, 300), "grey").save(folder / "half.jpg")
    (folder / "half.jpg").write_bytes((folder / "half.jpg").read_bytes()[:200])
    return folder


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empty.wav", "as sound"),
        ("text.wav", "as sound"),
        ("header.wav", "sound"),
        ("head.mp3", "sound"),
        ("mute.mp4", "has no audio track"),
        ("missing.wav", "there is no file"),
        ("", "is a folder"),
    ],
)
def test_recordings(tmp_path, bad, astronaut_png, name, message):
    refused(mien("bake", bad / name, "-o", tmp_path / "out.csv"), message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("wall.png", "wall.png: no face"),
        ("huge.png", "huge.png: the photo is"),
        ("empty.png", "empty.png: the photo is empty"),
        ("text.jpg", "are no JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF; convert it"),
        ("half.jpg", "half.jpg: the photo is damaged or cut off"),
        ("missing.png", "there is no file"),
        ("", "is a folder"),
    ],
)
def test_photos(tmp_path, bad, words, name, message):
    refused(mien("talk", bad / name, words, "-o", tmp_path / "out.mp4"), message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "out.avi"], "name.mp4, name.webm, name.mov, name.gif, name.webp"),
        (["-o", "out.gif", "--fps", "60"], "a GIF shows at most 50 pictures a second, got 60; give --fps 25"),
        (["-o", "-"], "name.mp4, name.webm"),
        (["-o", "missing/out.mp4"], "there is no folder missing"),
        (["-o", "out.mp4", "--background", "transparent"], "MP4 has no transparency"),
        (["-o", "out.mp4", "--background", "blue"], "#rrggbb"),
        (
            ["-o", "out.mp4", "--fps", "121"],
            "from 1 to 120, such as 30, 29.97 or 30000/1001, got '121'; 120 is nearest",
        ),
        (["-o", "out.mp4", "--fps", "fast"], "from 1 to 120"),
        (["-o", "out.mp4", "--size", "63"], "even number"),
        (["-o", "out.mp4", "--face", "0"], "counts from 1"),
        (["-o", "out.mp4", "--face", "2"], "face"),
        (["-o", "out.mp4", "--gaze", "90,0"], "34 degrees"),
        (["-o", "out.mp4", "--emotion", "cross"], "neutral, happy"),
        (["-o", "out.mp4", "--crop", "feet"], "photo"),
        (["-o", "out.mp4", "--models", "."], "there is no face_landmarker.task"),
        ([], "-o"),
    ],
)
def test_options(tmp_path, astronaut_png, words, options, message):
    refused(mien("talk", astronaut_png, words, *options, cwd=tmp_path), message)
    assert list(tmp_path.iterdir()) == []


def test_the_output_may_not_be_an_input(tmp_path, words):
    film = write_recording(tmp_path / "film.mp4", tone(1, 44100), 44100, codec="aac", picture=True)
    before = film.read_bytes()
    (tmp_path / "link.mp4").symlink_to(film)
    refused(mien("talk", words, film, "-o", tmp_path / "link.mp4"), "is also an input")
    assert film.read_bytes() == before


def test_an_output_that_cannot_be_written(words):
    # Not even root may make files there.
    refused(mien("bake", words, "-o", "/proc/out.csv"), "cannot write /proc/out.csv")


def test_an_output_that_is_no_file(tmp_path, words):
    os.mkfifo(tmp_path / "pipe.csv")
    refused(mien("bake", words, "-o", tmp_path / "pipe.csv"), "is a device or a pipe")
    assert (tmp_path / "pipe.csv").is_fifo()


def test_a_photo_that_never_ends(tmp_path, words):
    refused(mien("talk", "/dev/zero", words, "-o", tmp_path / "out.mp4"), "too large for a photo")


def test_a_name_that_is_too_long(words):
    refused(mien("bake", words, "-o", 300 * "a" + ".csv"), "longer than the system allows")


@pytest.mark.parametrize("seed", ["-1", "1.5", "9" * 19, "many"])
def test_seeds_are_whole_numbers(tmp_path, words, seed):
    refused(mien("bake", words, "-o", tmp_path / "out.npz", "--seed", seed), "--seed")


def test_several_recordings_need_a_folder(tmp_path, words):
    refused(mien("bake", words, words, "-o", tmp_path / "out.csv"), "need a folder")


def test_motion_does_not_go_to_stdout(tmp_path, words):
    refused(mien("bake", words, "-o", "-", cwd=tmp_path), "not written to stdout")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("recordings", [["*.wav"], ["good.wav", "lines/[0-9].wav"]])
def test_a_pattern_that_nothing_fits(tmp_path, recordings):
    refused(mien("bake", *recordings, "-o", "out", cwd=tmp_path), f"no file fits {Path(recordings[-1])}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["out.gif", "takes.v2"])
def test_one_recording_does_not_become_a_folder_by_a_typing_error(tmp_path, words, name):
    refused(mien("bake", words, "-o", tmp_path / name), "end it in .csv, .npz or .json")
    assert list(tmp_path.iterdir()) == []


def test_no_command_is_a_mistake_too():
    refused(mien(), "COMMAND")
    refused(mien("dance"), "invalid choice: 'dance'")


def test_what_is_odd_but_good_is_used(tmp_path, words):
    samples = np.zeros((3, 96_000), np.float32)
    samples[1] = tone(1, 96_000)
    odd = write_float_wav(tmp_path / "three.wav", samples, 96_000)
    outcome = mien("bake", odd, "-o", tmp_path / "out.csv", "--rate", "50")
    assert outcome.code == 0
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 51


def test_a_truncated_recording_is_used_with_a_warning(tmp_path, bad):
    whole = (bad / "whole.mp3").read_bytes()
    (tmp_path / "cut.mp3").write_bytes(whole[: len(whole) // 2])
    outcome = mien("bake", tmp_path / "cut.mp3", "-o", tmp_path / "out.csv", "--quiet")
    assert outcome.code == 0
    assert len(outcome.err) == 1
    assert "cut off: it says 5.0 s" in outcome.err[0]


@pytest.mark.parametrize("name", ["out.mp4", "out.webm", "frames"])
def test_a_disk_that_refuses_to_take_more(tmp_path, astronaut_png, demo_sentence, name):
    def limit_file_size() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    outcome = mien(
        "talk", astronaut_png, demo_sentence, "-o", tmp_path / name, "--fps", "24", preexec_fn=limit_file_size
    )
    refused(outcome, "cannot write")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_an_interruption_leaves_nothing_behind(tmp_path, astronaut_png, sent, code):
    (tmp_path / "out").mkdir()
    long = write_recording(tmp_path / "long.wav", tone(600, 8000), 8000, codec="pcm_s16le")
    arguments = command("talk", astronaut_png, long, "-o", tmp_path / "out" / "me.mp4")

    def heed() -> None:
        # Who runs the tests under nohup has every child ignore SIGHUP.
        signal.signal(sent, signal.SIG_DFL)

    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "preexec_fn": heed}
    with subprocess.Popen(arguments, **options) as process:
        begun = time.monotonic()
        while not any(path.stat().st_size > 0 for path in (tmp_path / "out").iterdir()):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() - begun < LIMIT_S
            os.sched_yield()
        process.send_signal(sent)
        _, err = process.communicate(timeout=LIMIT_S)
    assert process.returncode == code
    assert "Traceback" not in err
    assert list((tmp_path / "out").iterdir()) == []
