import numpy as np
import pytest

from mien_bridge.daemon.performance.pace import SPEAK_LEAD_NS, PaceKind
from mien_bridge.daemon.performance.pipeline_traits import measure_traits
from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.performance import build_pipeline
from mien_inference.controls import Controls
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.motion import Motion
from tests.bridge.daemon.clocked import ASKER, Clocked, quick_stream, same, tone

pytestmark = pytest.mark.unit

LOOK_AHEAD_NS = measure_traits(quick_stream).look_ahead_ns
QUICK = {"look_ahead_ns": LOOK_AHEAD_NS}


def as_recording(samples, build=quick_stream, seed=0, rate_hz=60, controls=None) -> Motion:
    """What the commands make of the same sound, in one go."""
    stream = build(controls or Controls(), seed, rate_hz)
    return Motion.concatenate([stream.push((samples / 32_768).astype(np.float32)), stream.flush()])


def spoken(clocked: Clocked) -> Motion:
    """The frames up to the last of the first utterance."""
    last = next(at for at, flags in enumerate(clocked.flags) if flags & FrameFlag.LAST)
    return clocked.motion[: last + 1]


@pytest.mark.parametrize("pace", list(PaceKind))
@pytest.mark.parametrize("piece", [1, 37, 320, 5_000, 40_000])
def test_sound_cut_anyhow_is_performed_like_a_recording(pace, piece):
    samples = tone(20_011 if piece > 1 else 700)
    clocked = Clocked(pace=pace, seed=3, **QUICK)
    for at in range(0, len(samples), piece):
        clocked.push(samples[at : at + piece])
        if piece <= 320 and at % 960 == 0:
            clocked.run(0.02)
    clocked.end()
    clocked.run(3.0)
    assert same(spoken(clocked), as_recording(samples, seed=3))
    assert clocked.ended == [len(samples)]


def test_the_built_in_parts_perform_live_as_in_one_go(demo_sentence):
    with AudioFile(demo_sentence) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])[:40_000]
    samples = np.round(speech * 32_767).astype(np.int16)
    controls = Controls(head_gain=1.5, gaze_yaw_rad=0.2)
    traits = measure_traits(build_pipeline)
    clocked = Clocked(build_pipeline, rate_hz=48, seed=5, controls=controls, look_ahead_ns=traits.look_ahead_ns)
    for at in range(0, len(samples), 320):
        clocked.push(samples[at : at + 320])
        clocked.run(0.02)
    clocked.end()
    clocked.run(0.5)
    assert same(spoken(clocked), as_recording(samples, build_pipeline, 5, 48, controls))


def test_nothing_moves_before_the_first_sound():
    clocked = Clocked(**QUICK)
    clocked.run(1.0)
    assert clocked.motions == []


def test_live_frames_leave_as_soon_as_their_sound_has_come():
    clocked = Clocked(**QUICK)
    for at in range(0, 16_000, 160):
        clocked.push(tone(16_000)[at : at + 160])
        clocked.run(0.01)
    late_ns = np.array(clocked.left_ns) - clocked.motion.time_ns - 1_000_000_000
    assert late_ns.max() <= LOOK_AHEAD_NS


def test_times_increase_by_a_frame_across_utterances_and_idling():
    clocked = Clocked(**QUICK)
    for _ in range(3):
        clocked.push(tone(7_777))
        clocked.end()
        clocked.run(1.3)
    steps = np.diff(clocked.motion.time_ns)
    assert set(steps.tolist()) == {16_666_666, 16_666_667}
    assert clocked.motion.time_ns[0] == 0
    assert len(clocked.ended) == 3


def test_flags_tell_who_speaks():
    clocked = Clocked(**QUICK)
    for _ in range(2):
        clocked.push(tone(8_000))
        clocked.end()
        clocked.run(1.0)
    flags = np.array(clocked.flags)
    firsts, lasts = np.flatnonzero(flags & FrameFlag.FIRST), np.flatnonzero(flags & FrameFlag.LAST)
    assert len(firsts) == len(lasts) == 2
    assert (firsts < lasts).all()
    speaking = np.zeros(len(flags), bool)
    for first, last in zip(firsts, lasts, strict=True):
        speaking[first : last + 1] = True
    np.testing.assert_array_equal(flags & FrameFlag.IDLE == 0, speaking)


def test_the_face_idles_at_the_pace_of_the_clock():
    clocked = Clocked(**QUICK)
    clocked.end()
    clocked.run(2.0)
    assert len(clocked.motion) == pytest.approx(120, abs=2)
    assert all(flags & FrameFlag.IDLE for flags in clocked.flags)
    assert clocked.ended == [0]


def test_after_a_long_sleep_the_face_does_not_catch_up():
    clocked = Clocked(**QUICK)
    clocked.end()
    clocked.run(1.0)
    before = len(clocked.motion)
    clocked.now_ns += 3_600_000_000_000
    clocked.run(1.0)
    assert len(clocked.motion) - before < 90


def test_speech_that_came_at_once_leaves_at_the_pace_of_playback():
    clocked = Clocked(pace=PaceKind.SPEAK, **QUICK)
    clocked.push(tone(48_000))
    clocked.end()
    clocked.run(4.0)
    playback_ns = 1_000_000_000 + SPEAK_LEAD_NS + clocked.motion.time_ns
    ahead_ns = playback_ns - np.array(clocked.left_ns)
    assert ahead_ns.max() <= SPEAK_LEAD_NS
    assert ahead_ns.min() > SPEAK_LEAD_NS - 20_000_000


def test_speech_that_comes_late_is_played_later_and_goes_on_evenly():
    clocked = Clocked(pace=PaceKind.SPEAK, **QUICK)
    clocked.push(tone(8_000))
    clocked.run(3.0)
    clocked.push(tone(16_000))
    clocked.end()
    clocked.run(3.0)
    assert same(spoken(clocked), as_recording(np.concatenate([tone(8_000), tone(16_000)])))
    gaps_ns = np.diff(np.array(clocked.left_ns))
    assert (gaps_ns > 40_000_000).sum() == 1


@pytest.mark.parametrize("pace", list(PaceKind))
def test_a_cancel_drops_what_waits_and_leads_to_rest_at_once(pace):
    clocked = Clocked(pace=pace, **QUICK)
    clocked.push(tone(32_000))
    clocked.end()
    clocked.run(0.5)
    shown = clocked.motion[-1:]
    count = len(clocked.flags)
    time_ns, ends = clocked.session.cancel(clocked.now_ns)
    clocked.advance()
    assert [end.requester for end in ends] + [ASKER] * len(clocked.ended) == [ASKER]
    fresh = clocked.motion[count:]
    assert len(fresh) == 1
    assert fresh.time_ns[0] == time_ns > shown.time_ns[0]
    assert clocked.epochs[count] == 1
    assert clocked.flags[count] & FrameFlag.INTERRUPTED
    assert np.abs(fresh.expression - shown.expression).max() < 0.05
    clocked.run(1.0)
    assert clocked.motion.expression[-1].max() < 0.01
    assert not clocked.flags[-1] & FrameFlag.INTERRUPTED
    assert (np.diff(clocked.motion.time_ns) > 0).all()


def test_after_a_cancel_audio_is_taken_on():
    clocked = Clocked(**QUICK)
    clocked.push(tone(8_000))
    clocked.session.cancel(clocked.now_ns)
    clocked.push(tone(8_000))
    clocked.end()
    clocked.run(1.5)
    assert clocked.ended == [8_000]
    assert sum(flags & FrameFlag.LAST for flags in clocked.flags) == FrameFlag.LAST
    assert clocked.motion.expression.max() > 0.5


def test_controls_hold_from_the_next_frame_on_and_after_an_interruption():
    clocked = Clocked(**QUICK)
    clocked.push(tone(8_000))
    clocked.run(0.1)
    clocked.session.set_controls(Controls(gaze_yaw_rad=0.3))
    clocked.push(tone(8_000))
    clocked.run(0.1)
    assert clocked.motion.gaze_rad[-1, 0] == pytest.approx(0.3)
    clocked.session.cancel(clocked.now_ns)
    clocked.run(1.0)
    assert clocked.motion.gaze_rad[-1, 0] == pytest.approx(0.3)


def interrupted(*, prepared: bool, pace=PaceKind.LIVE) -> Clocked:
    clocked = Clocked(pace=pace, seed=5, **QUICK)
    clocked.push(tone(16_000))
    clocked.run(0.2)
    if prepared:
        assert clocked.session.prepare(clocked.now_ns)
        assert not clocked.session.prepare(clocked.now_ns)
    clocked.session.cancel(clocked.now_ns)
    clocked.run(1.0)
    return clocked


@pytest.mark.parametrize("pace", list(PaceKind))
def test_who_is_ready_for_an_interruption_does_what_the_others_do(pace):
    ready, unready = (interrupted(prepared=prepared, pace=pace) for prepared in (True, False))
    assert same(ready.motion, unready.motion)
    assert ready.flags == unready.flags
    assert ready.left_ns == unready.left_ns


def seeds(samples, **options):
    """Of the segments of a session that hears something, rests, and hears something."""
    given = []

    def build(controls, seed, rate_hz):
        given.append(seed)
        return quick_stream(controls, seed, rate_hz)

    clocked = Clocked(build, **QUICK, **options)
    for _ in range(2):
        clocked.push(samples)
        clocked.end()
        clocked.run(1.0)
    return given


def test_the_sound_chooses_performances_unless_a_seed_is_given():
    one, other = seeds(tone(3_200)), seeds(tone(4_800))
    assert one[0] is other[0] is None
    assert len({*one, *other}) == 5
    assert one == seeds(tone(3_200))
    assert seeds(tone(3_200), seed=6) == seeds(tone(4_800), seed=6)
    assert seeds(tone(3_200), seed=6)[0] == 6


def test_readiness_waits_until_the_controls_have_settled():
    built = []

    def build(controls, seed, rate_hz):
        built.append(controls)
        return quick_stream(controls, seed, rate_hz)

    clocked = Clocked(build, **QUICK)
    clocked.push(tone(1_600))
    clocked.run(0.1)
    for step in range(100):
        clocked.now_ns += 20_000_000
        clocked.session.set_controls(Controls(gaze_yaw_rad=(step + 1) / 1_000))
        clocked.session.prepare(clocked.now_ns)
    assert len(built) == 1
    clocked.now_ns += 500_000_000
    assert clocked.session.prepare(clocked.now_ns)
    assert built[1:] == [Controls(gaze_yaw_rad=0.1)]


def test_readiness_with_former_controls_is_not_used():
    clocked = Clocked(**QUICK)
    clocked.push(tone(8_000))
    clocked.run(0.1)
    clocked.session.prepare(clocked.now_ns)
    clocked.session.set_controls(Controls(gaze_yaw_rad=0.3))
    clocked.session.cancel(clocked.now_ns)
    clocked.run(0.5)
    assert clocked.motion.gaze_rad[-1, 0] == pytest.approx(0.3)


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 44_100])
def test_the_echo_is_what_was_pushed_at_its_media_time(rate_hz):
    clocked = Clocked(audio_rate_hz=rate_hz, **QUICK)
    samples = tone(rate_hz)
    for at in range(0, len(samples), 777):
        clocked.push(samples[at : at + 777])
        clocked.run(0.03)
    clocked.end()
    clocked.run(1.0)
    np.testing.assert_array_equal(np.concatenate([echo.samples for echo in clocked.echoes]), samples)
    assert [echo.time_ns for echo in clocked.echoes] == [
        echo.first * 1_000_000_000 // rate_hz for echo in clocked.echoes
    ]
    assert spoken(clocked).time_ns[-1] == pytest.approx(1_000_000_000, abs=20_000_000)


def test_audio_out_of_order_is_refused_and_names_the_expected():
    clocked = Clocked(**QUICK)
    clocked.push(tone(100))
    with pytest.raises(ProtocolError, match="expected 1") as refused:
        clocked.session.audio.push(3, tone(100))
    assert refused.value.code == "audio_gap"


def test_audio_beyond_the_credit_is_refused_until_some_was_performed():
    clocked = Clocked(**QUICK)
    credit = clocked.session.audio.credit
    clocked.push(np.zeros(credit, np.int16))
    with pytest.raises(ProtocolError) as refused:
        clocked.push(tone(1))
    assert refused.value.code == "audio_credit"
    clocked.advance()
    clocked.push(tone(1))
    assert clocked.session.audio.accepted == credit + 1
