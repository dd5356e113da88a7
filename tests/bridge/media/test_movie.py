from fractions import Fraction

import av
import numpy as np
import pytest

from mien_bridge.media.atomic import finish_or_abandon
from mien_bridge.media.audio import SOUND_RATE_HZ
from mien_bridge.media.movie import MOV, MOV_ALPHA, MP4, WEBM, WEBM_ALPHA, MovieWriter

pytestmark = pytest.mark.real

RATE_HZ = 40
SECONDS = 3
RED, GREEN = (200, 30, 40, 255), (30, 180, 60, 255)


@pytest.fixture(
    scope="module",
    params=[MP4, WEBM, WEBM_ALPHA, MOV, MOV_ALPHA],
    ids=["mp4", "webm", "webm-alpha", "mov", "mov-alpha"],
)
def film(request, tmp_path_factory):
    """A clapperboard: each second begins with a click and a white picture; its left half may be transparent."""
    path = tmp_path_factory.mktemp("film") / f"film.{request.param.container}"
    sound = np.zeros((1, SECONDS * SOUND_RATE_HZ), np.float32)
    sound[0, SOUND_RATE_HZ::SOUND_RATE_HZ] = 0.9
    writer = MovieWriter(path, request.param, size=(96, 64), rate_hz=RATE_HZ, channels=1)
    with finish_or_abandon(writer):
        for second in range(SECONDS):
            writer.write_sound(sound[:, second * SOUND_RATE_HZ : (second + 1) * SOUND_RATE_HZ])
            for picture in range(RATE_HZ):
                rgba = np.empty((64, 96, 4), np.uint8)
                rgba[:] = (255, 255, 255, 255) if picture == 0 else GREEN
                rgba[:, :48, 3] = 0 if request.param in (WEBM_ALPHA, MOV_ALPHA) else 255
                writer.write_picture(rgba)
    return request.param, path


def test_is_what_players_expect(film):
    movie_format, path = film
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.width, video.height) == (96, 64)
        assert video.average_rate == RATE_HZ
        assert video.codec_context.name == {"mp4": "h264", "webm": "vp9", "mov": "prores"}[movie_format.container]
        assert audio.codec_context.name == {"mp4": "aac", "webm": "opus", "mov": "pcm_s16le"}[movie_format.container]
        assert audio.rate == SOUND_RATE_HZ
        assert abs(container.duration / av.time_base - SECONDS) < 1 / RATE_HZ
        alpha = video.metadata.get("alpha_mode", video.metadata.get("ALPHA_MODE"))
        assert alpha == ("1" if movie_format is WEBM_ALPHA else None)


def test_pictures_and_clicks_meet(film):
    _, path = film
    with av.open(str(path)) as container:
        white = [
            frame.time for frame in container.decode(video=0) if frame.to_ndarray(format="gray")[:, 60:].min() > 200
        ]
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
    heard = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)[0]
    heard = heard / 32768 if heard.dtype == np.int16 else heard
    assert frames[0].time == 0.0
    assert len(heard) / SOUND_RATE_HZ == pytest.approx(SECONDS, abs=0.025)
    around = [heard[round((second - 0.5) * SOUND_RATE_HZ) :][:SOUND_RATE_HZ] for second in range(1, SECONDS)]
    clicks = [index + 0.5 + np.argmax(np.abs(part)) / SOUND_RATE_HZ for index, part in enumerate(around)]
    np.testing.assert_allclose(white, np.arange(SECONDS), atol=1e-3)
    np.testing.assert_allclose(clicks, np.arange(1, SECONDS), atol=1e-3)


def test_every_picture_is_there(film):
    _, path = film
    with av.open(str(path)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    np.testing.assert_allclose(times, np.arange(SECONDS * RATE_HZ) / RATE_HZ, atol=1e-3)


def test_colours_are_the_photos(film):
    _, path = film
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.colorspace == av.video.reformatter.Colorspace.ITU709
        frame = list(container.decode(video=0))[5]
        shown = frame.to_ndarray(format="rgb24")[32, 80].astype(int)
    np.testing.assert_allclose(shown, GREEN[:3], atol=6)


def test_alpha_survives(tmp_path):
    path = tmp_path / "alpha.webm"
    with finish_or_abandon(MovieWriter(path, WEBM_ALPHA, size=(96, 64), rate_hz=RATE_HZ, channels=2)) as writer:
        writer.write_sound(np.zeros((2, SOUND_RATE_HZ), np.float32))
        rgba = np.full((64, 96, 4), RED, np.uint8)
        rgba[:, :48, 3] = 0
        for _ in range(RATE_HZ):
            writer.write_picture(rgba.copy())
    # FFmpeg's own VP9 decoder leaves the alpha out; libvpx is what browsers use.
    with av.open(str(path)) as container:
        decoder = av.CodecContext.create("libvpx-vp9", "r")
        frames = [frame for packet in container.demux(video=0) for frame in decoder.decode(packet)]
    assert frames[3].format.name == "yuva420p"
    alpha = frames[3].to_ndarray(format="rgba")[..., 3]
    assert alpha[:, :40].max() < 10
    assert alpha[:, 56:].min() > 245


def test_prores_has_alpha_to_the_bit_that_editors_read(tmp_path):
    path = tmp_path / "alpha.mov"
    with finish_or_abandon(MovieWriter(path, MOV_ALPHA, size=(96, 64), rate_hz=25, channels=2)) as writer:
        writer.write_sound(np.zeros((2, SOUND_RATE_HZ), np.float32))
        rgba = np.full((64, 96, 4), RED, np.uint8)
        rgba[..., 3] = np.arange(96) * 255 // 95
        writer.write_picture(rgba.copy())
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        assert video.codec_context.codec_tag == "ap4h"
        shown = next(container.decode(video=0)).to_ndarray(format="rgba")
    np.testing.assert_allclose(shown[..., 3].astype(int), rgba[..., 3], atol=1)
    np.testing.assert_allclose(shown[32, 80, :3].astype(int), RED[:3], atol=4)


@pytest.mark.parametrize(
    ("movie_format", "rate_hz", "duration_s", "tick_s"),
    [(MP4, Fraction(30000, 1001), 3600, 0), (WEBM, Fraction(24000, 1001), 300, 0.001)],
    ids=["mp4", "webm"],
)
def test_nothing_drifts_in_an_hour(tmp_path, movie_format, rate_hz, duration_s, tick_s):
    """Every picture is at its exact time, and the last as near to it as the first; WebM counts milliseconds."""
    path = tmp_path / f"hour.{movie_format.container}"
    count = -(-duration_s * rate_hz // 1)
    picture = np.full((16, 16, 4), RED, np.uint8)
    with finish_or_abandon(MovieWriter(path, movie_format, size=(16, 16), rate_hz=rate_hz, channels=1)) as writer:
        for _ in range(count):
            writer.write_picture(picture)
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.pts is not None]
        times_s = np.sort([float(packet.pts * packet.time_base) for packet in packets])
    exact_s = np.arange(count) * rate_hz.denominator / rate_hz.numerator
    assert len(times_s) == count
    assert np.abs(times_s - exact_s).max() <= tick_s / 2 + 1e-9


def test_odd_sides_are_refused(tmp_path):
    with pytest.raises(ValueError, match="sides must be even, got 97x64"):
        MovieWriter(tmp_path / "odd.mp4", MP4, size=(97, 64), rate_hz=RATE_HZ, channels=1)


def test_abandoning_lets_go_of_the_file(tmp_path):
    path = tmp_path / "half.mp4"
    writer = MovieWriter(path, MP4, size=(96, 64), rate_hz=RATE_HZ, channels=1)
    for _ in range(4 * RATE_HZ):
        writer.write_picture(np.full((64, 96, 4), RED, np.uint8))
    writer.write_sound(np.zeros((1, 4 * SOUND_RATE_HZ), np.float32))
    writer.abandon()
    size = path.stat().st_size
    path.unlink()
    writer.abandon()
    assert size > 0
    assert not path.exists()
