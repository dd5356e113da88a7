"""The parts that docs/extend.md shows, as a package of somebody else's would bring them."""

import importlib.util

import numpy as np
import pytest

from mien_inference.interfaces import SpeechFeatures
from mien_protocol.errors import MienError
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import identity
from tests.bridge.outputs.fakes import frame
from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.unit


def example(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / "examples" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_output_writes_subtitles_of_visemes(tmp_path):
    visemes = example("viseme_subtitles").VISEMES
    output = visemes.output({"file": str(tmp_path / "talk.vtt")})
    output.open()
    mouths = [{}] * 6 + [{"jawOpen": 0.5}] * 12 + [{"jawOpen": 0.2, "mouthClose": 0.2}] * 6
    mouths += [{"jawOpen": 0.3, "mouthPucker": 0.8}] * 6 + [{}]
    for seq, mouth in enumerate(mouths):
        output.send(frame(seq, **mouth))
    output.close()
    assert (tmp_path / "talk.vtt").read_text(encoding="utf-8") == (
        "WEBVTT\n\n00:00:00.100 --> 00:00:00.300\nopen\n\n00:00:00.300 --> 00:00:00.400\nclosed\n\n"
        "00:00:00.400 --> 00:00:00.500\nrounded\n\n"
    )


def test_an_output_that_cannot_write_says_so(tmp_path):
    output = example("viseme_subtitles").VISEMES.output({"file": str(tmp_path / "none" / "talk.vtt")})
    with pytest.raises(MienError, match="cannot write .* choose another file"):
        output.open()
    output.close()


def test_a_synthesizer_speaks_word_by_word():
    synthesizer = example("tone_synthesizer").ToneSynthesizer()
    pieces = list(synthesizer.speak("good morning", "a3"))
    assert [len(piece.samples) / piece.rate_hz for piece in pieces] == pytest.approx([5 * 0.08, 8 * 0.08])
    assert pieces[0].samples.any()
    with pytest.raises(MienError, match="there is no voice 'b'"):
        synthesizer.speak("good morning", "b")


def test_a_generator_gives_the_same_motion_however_sound_is_cut():
    def heard():
        levels = np.concatenate([np.full(20, -60.0), np.full(30, -20.0)]).astype(np.float32)
        nothing = np.zeros(50, np.float32)
        return SpeechFeatures(np.zeros((50, 39), np.float32), levels, nothing, nothing)

    generator = example("loudness_generator").LoudnessGenerator(seed=1)
    whole = generator.push(heard())
    generator.flush()
    parts = [generator.push(heard()[:7]), generator.push(heard()[7:])]
    assert np.array_equal(np.concatenate([part.expression for part in parts]), whole.expression)
    assert np.array_equal(np.concatenate([part.time_ns for part in parts]), whole.time_ns)
    assert whole.expression.max(axis=1)[[0, -1]] == pytest.approx([0.0, 0.857], abs=0.01)


def test_a_renderer_draws_an_open_mouth():
    renderer = example("cartoon_renderer").CartoonRenderer(None, size=128)

    def red_pixels(**coefficients):
        streamed = frame(0, **coefficients)
        still = (identity(1)[0], np.zeros(3, np.float32), np.zeros(2, np.float32))
        picture = renderer.render(MotionFrame(0, streamed.expression, *still))
        return int((picture == [150, 40, 48, 255]).all(axis=2).sum())

    assert renderer.size == (128, 128)
    assert red_pixels(jawOpen=0.8) > 4 * red_pixels()
    assert red_pixels(jawOpen=0.8, mouthClose=0.8) == red_pixels()
