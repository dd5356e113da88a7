import re
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from tests.e2e.typed import mien

pytestmark = pytest.mark.e2e


def facts(path):
    """What a player learns of a movie before it plays."""
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        return {
            "channels": audio.channels,
            "codecs": (video.codec_context.name, audio.codec_context.name),
            "size": (video.width, video.height),
            "fps": video.average_rate,
            "duration_s": container.duration / av.time_base,
            "starts_s": (video.start_time or 0, audio.start_time or 0),
        }


@pytest.fixture(scope="module")
def film(tmp_path_factory, astronaut_png, demo_sentence):
    path = tmp_path_factory.mktemp("film") / "me.mp4"
    return mien("talk", astronaut_png, demo_sentence, "-o", path), path


def test_a_photo_and_a_sentence_become_a_movie(film, demo_sentence):
    outcome, path = film
    assert outcome.code == 0
    with av.open(str(demo_sentence)) as container:
        spoken_s = container.duration / av.time_base
    assert facts(path) == {
        "channels": 1,
        "codecs": ("h264", "aac"),
        "size": (512, 512),
        "fps": 30,
        "duration_s": pytest.approx(spoken_s, abs=1 / 30),
        "starts_s": (0, 0),
    }


def test_stdout_ends_with_speed_and_path(film):
    outcome, path = film
    assert outcome.out[-1] == str(path)
    assert re.fullmatch(r"video: 10\.\d s in \d+\.\d s \(\d+ fps, \d+\.\dx real time\)", outcome.out[-2])


def test_stderr_says_what_is_being_done_and_nothing_else(film, astronaut_png):
    making, finding, *rest = film[0].err
    assert re.fullmatch(
        re.escape(f"making the face of {astronaut_png}, ")
        + r"(about \d+ s, as the last time|which takes some seconds, and the first time up to a minute)",
        making,
    )
    assert finding.startswith(f"{astronaut_png}: the photo smiles")
    assert [line for line in rest if not line.startswith("video: ")] == []


def test_the_movie_shows_the_person_and_the_mouth_moves(film, astronaut_png):
    _, path = film
    photo = np.asarray(Image.open(astronaut_png).convert("RGB"), int)
    with av.open(str(path)) as container:
        frames = np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)][::8]).astype(int)
    mouth, corner = np.s_[:, 135:165, 200:245], np.s_[:, :60, 300:360]
    assert np.abs(frames - photo).mean() < 12
    assert frames[mouth].std(axis=0).mean() > 8
    assert frames[corner].std(axis=0).mean() < 2


def test_transparent_webm_has_alpha(tmp_path, astronaut_png, words):
    path = tmp_path / "me.webm"
    options = ("--background", "transparent", "--size", "256", "--fps", "25", "--quiet")
    outcome = mien("talk", astronaut_png, words, "-o", path, *options)
    assert (outcome.code, outcome.out, outcome.err) == (0, [str(path)], [])
    assert facts(path)["codecs"] == ("vp9", "opus")
    assert facts(path)["size"] == (256, 256)
    assert facts(path)["duration_s"] == pytest.approx(2.0, abs=1 / 25)
    with av.open(str(path)) as container:
        decoder = av.CodecContext.create("libvpx-vp9", "r")
        frames = [frame for packet in container.demux(video=0) for frame in decoder.decode(packet)]
    alpha = frames[10].to_ndarray(format="rgba")[..., 3]
    assert alpha[5:30, 180:250].max() < 30  # the wall behind her
    assert alpha[60:80, 105:120].min() > 220  # her face


def test_pictures_go_into_a_folder(tmp_path, astronaut_png, words):
    folder = tmp_path / "frames"
    outcome = mien(
        "talk", astronaut_png, words, "-o", folder, "--size", "128", "--fps", "24", "--background", "#00ff00"
    )
    assert (outcome.code, outcome.out[-1]) == (0, str(folder))
    assert sorted(path.name for path in folder.iterdir()) == [f"frame_{n:06d}.png" for n in range(1, 49)]
    picture = np.asarray(Image.open(folder / "frame_000010.png"))
    assert picture.shape == (128, 128, 4)
    # The mark changes blue by two.
    assert picture[5, 110, 2] in {0, 2}
    np.testing.assert_array_equal(picture[5, 110, [0, 1, 3]], (0, 255, 255))


def test_the_same_seed_gives_the_same_pictures(tmp_path, astronaut_png, words):
    made = []
    for name in ("one", "two"):
        options = ("--size", "64", "--fps", "24", "--seed", "3", "--quiet")
        assert mien("talk", astronaut_png, words, "-o", tmp_path / name, *options).code == 0
        made.append([path.read_bytes() for path in sorted((tmp_path / name).iterdir())])
    assert made[0] == made[1]


def test_the_rate_of_television_is_exact(tmp_path, astronaut_png, words):
    path = tmp_path / "me.mov"
    options = ("--background", "transparent", "--size", "64", "--fps", "23.976", "--quiet")
    outcome = mien("talk", astronaut_png, words, "-o", path, *options)
    assert (outcome.code, outcome.err) == (0, [])
    assert facts(path)["codecs"] == ("prores", "pcm_s16le")
    with av.open(str(path)) as container:
        assert container.streams.video[0].average_rate == Fraction(24000, 1001)
        frames = list(container.decode(video=0))
    assert [frame.time for frame in frames] == pytest.approx([k * 1001 / 24000 for k in range(48)], abs=1e-6)
    alpha = frames[10].to_ndarray(format="rgba")[..., 3]
    assert alpha[1:6, 46:62].max() < 30
    assert alpha[16:20, 27:30].min() > 220


@pytest.mark.parametrize("name", ["me.gif", "me.webp"])
def test_pictures_that_move(tmp_path, astronaut_png, words, name):
    options = ("--background", "transparent", "--size", "128", "--fps", "15", "--quiet")
    assert mien("talk", astronaut_png, words, "-o", tmp_path / name, *options).code == 0
    with Image.open(tmp_path / name) as picture:
        lasting_ms = []
        for index in range(picture.n_frames):
            picture.seek(index)
            picture.load()
            lasting_ms.append(picture.info["duration"])
        alpha = np.asarray(picture.convert("RGBA"))[..., 3]
    assert (sum(lasting_ms), picture.info["loop"]) == (2000, 0)
    assert alpha[2:12, 92:124].max() < 30
    assert alpha[32:40, 54:60].min() > 220


def test_a_text_becomes_a_film_with_subtitles(tmp_path, astronaut_png):
    options = ("--text", "Good morning.", "--voice", "en-us", "--subtitles", "vtt", "--frame", "9:16", "--size", "128")
    outcome = mien("talk", astronaut_png, "-o", tmp_path / "hello.mp4", "--quiet", "--background", "blur", *options)
    assert (outcome.code, outcome.out) == (0, [str(tmp_path / "hello.mp4")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hello.mp4", "hello.vtt"]
    assert facts(tmp_path / "hello.mp4")["size"] == (72, 128)
    told = (tmp_path / "hello.vtt").read_text(encoding="utf-8")
    end_s = float(re.search(r"00:00:00.000 --> 00:00:([\d.]+)\nGood morning.\n", told)[1])
    assert facts(tmp_path / "hello.mp4")["duration_s"] == pytest.approx(end_s, abs=2 / 30)


def test_many_recordings_and_a_picture_behind(tmp_path, astronaut_png, words):
    wall = tmp_path / "wall.png"
    Image.new("RGB", (64, 96), (10, 60, 200)).save(wall)
    (tmp_path / "bad.wav").write_text("no sound")
    options = (
        "--size",
        "64",
        "--fps",
        "10",
        "--background",
        wall,
        "--quiet",
        "--format",
        "webp",
        "-o",
        tmp_path / "out",
    )
    outcome = mien("talk", astronaut_png, words, tmp_path / "bad.wav", words, *options)
    assert outcome.code == 2
    assert [line for line in outcome.err if "error" in line] == [line for line in outcome.err if "bad.wav" in line]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["words-2.webp", "words.webp"]
    with Image.open(tmp_path / "out" / "words.webp") as picture:
        shown = np.asarray(picture.convert("RGB")).astype(int)
    np.testing.assert_allclose(shown[2, 54], (10, 60, 200), atol=20)
