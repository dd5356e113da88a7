import pytest

from mien_bridge.media.audio import AudioFile
from mien_bridge.offline import spoken_text
from mien_bridge.offline.spoken_text import speak_text
from mien_protocol.errors import MienError

pytestmark = pytest.mark.real


def test_sentences_follow_one_another_to_the_end_of_the_recording(tmp_path):
    pytest.importorskip("espeakng_loader")
    text = "The first sentence is spoken.  The second one is a little longer than that."
    lines = speak_text(text, "en-us", tmp_path / "text.wav", lambda: None).lines
    with AudioFile(tmp_path / "text.wav") as audio:
        duration_s = sum(len(block.speech) for block in audio.blocks()) / 16_000
    assert [line.text for line in lines] == [
        "The first sentence is spoken.",
        "The second one is a little longer than that.",
    ]
    assert (lines[0].begin_s, lines[0].end_s) == (0.0, lines[1].begin_s)
    assert lines[1].end_s == pytest.approx(duration_s, abs=0.01)
    assert lines[1].end_s - lines[1].begin_s > lines[0].end_s


def test_tags_take_effect_where_they_stand_and_are_not_spoken(tmp_path):
    pytest.importorskip("espeakng_loader")
    plain = speak_text("The first sentence is spoken. The second comes.", None, tmp_path / "plain.wav", lambda: None)
    text = "[happy] The first sentence is spoken. [gaze:left:0.5s] The second comes."
    spoken = speak_text(text, None, tmp_path / "text.wav", lambda: None)
    assert (tmp_path / "text.wav").read_bytes() == (tmp_path / "plain.wav").read_bytes()
    assert spoken.lines == plain.lines
    second = spoken.lines[1].begin_s * 16_000
    happy = {"emotion": "happy", "emotion_strength": 1.0}
    looks = {"gaze_yaw_rad": pytest.approx(0.349, abs=1e-3), "gaze_pitch_rad": 0.0}
    assert [change.controls for change in spoken.changes] == [happy, happy | looks, happy]
    assert [change.at for change in spoken.changes] == pytest.approx([0, second, second + 8_000], abs=1)


def test_a_tag_within_a_sentence_is_as_far_into_its_sound(tmp_path):
    pytest.importorskip("espeakng_loader")
    spoken = speak_text("Good morning and [sad] good night", None, tmp_path / "text.wav", lambda: None)
    assert spoken.changes[0].at / 16_000 == pytest.approx(spoken.lines[0].end_s * 17 / 27, rel=0.15)


def test_a_text_without_words_is_refused(tmp_path):
    pytest.importorskip("espeakng_loader")
    with pytest.raises(MienError, match=r"nothing in the text can be spoken, got '\\n'; give words"):
        speak_text("\n", None, tmp_path / "text.wav", lambda: None)


def test_no_synthesizer_is_said_with_what_to_do(tmp_path, monkeypatch):
    def none(_voice):
        raise MienError("espeak-ng is not installed; run `pip install espeakng-loader`")

    monkeypatch.setattr(spoken_text, "combine_installed", none)
    with pytest.raises(MienError, match="cannot speak the text: espeak-ng is not installed; run `pip install"):
        speak_text("Hello", None, tmp_path / "text.wav", lambda: None)
