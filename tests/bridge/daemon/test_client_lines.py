"""A client whose line to the daemon breaks."""

import itertools

import numpy as np
import pytest

from mien_protocol.client import Client
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.leaky_line import leaky
from tests.bridge.daemon.running import running
from tests.bridge.daemon.test_daemon import as_recording

pytestmark = pytest.mark.e2e

SAMPLES = tone(16_000 * 8)


@pytest.fixture
def daemon(tmp_path):
    with running(tmp_path / "daemon.json", heartbeat_s=0.2) as daemon:
        yield daemon


def pieces(samples, size=1_600):
    return [samples[at : at + size] for at in range(0, len(samples), size)]


def test_sound_that_a_line_lost_is_sent_again(daemon, tmp_path):
    outer = tmp_path / "outer.json"
    with leaky(daemon.path, outer, "control") as (line,), Client(outer) as client, client.open_session() as session:
        for number, piece in enumerate(pieces(SAMPLES)):
            # Lost without a trace, and then the line breaks, which ZeroMQ mends without a word.
            if number % 20 == 9:
                line.swallows = True
            if number % 20 == 12:
                line.cut()
                line.swallows = False
            session.push(piece)
        session.end_audio()
        frames = list(session.motion())
        np.testing.assert_array_equal([frame.expression for frame in frames], as_recording(SAMPLES).expression)


def test_the_last_words_that_a_line_lost_are_sent_again(daemon, tmp_path):
    outer = tmp_path / "outer.json"
    with leaky(daemon.path, outer, "control") as (line,), Client(outer) as client, client.open_session() as session:
        session.push(SAMPLES[:64_000])
        line.swallows = True
        session.push(SAMPLES[64_000:])
        session.end_audio()
        # Nothing more is to be sent that would show the gap.
        line.wait_until_swallowed()
        line.cut()
        line.swallows = False
        assert len(list(session.motion())) == len(as_recording(SAMPLES))


def test_a_bake_over_a_line_that_breaks_again_and_again_loses_nothing(daemon, tmp_path):
    outer = tmp_path / "outer.json"
    with leaky(daemon.path, outer, "bake") as (line,), Client(outer) as client:
        samples = tone(16_000 * 120)
        job = client.bake(iter(pieces(samples, 40_000)), audio_rate_hz=16_000, seed=2)
        parts, cuts = [], itertools.count(1)
        while not job.is_done:
            parts += job.ready()
            job.turn(0.05)
            if job.frames > 1_200 * next(cuts):
                line.cut()
        assert sum(len(part) for part in parts) == job.frames
        np.testing.assert_array_equal(
            np.concatenate([part.expression for part in parts]), as_recording(samples, 2).expression
        )


def test_a_line_that_is_half_open_does_not_keep_the_client_out(daemon, tmp_path):
    outer = tmp_path / "outer.json"
    with leaky(daemon.path, outer, "control") as (line,), Client(outer) as client, client.open_session() as session:
        session.push(SAMPLES[:16_000])
        # The daemon takes the old connection for alive: nobody has told it otherwise.
        line.halves_open = True
        line.cut()
        session.push(SAMPLES[16_000:])
        session.end_audio()
        assert len(list(session.motion())) == len(as_recording(SAMPLES))
