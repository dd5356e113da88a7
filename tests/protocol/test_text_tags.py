import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mien_protocol.limits import Limits
from mien_protocol.messages.choices import Emotion, Manner
from mien_protocol.messages.controls import ControlsKind
from mien_protocol.rig import GAZE_DIRECTIONS_RAD
from mien_protocol.tag_course import TagCourse
from mien_protocol.text_tags import TextTag, read_tags

pytestmark = pytest.mark.prop

WORDS = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs"]), max_size=12)
HOLDS = st.none() | st.integers(0, 999).map(lambda tenths: tenths / 10)


@st.composite
def tags(draw) -> tuple[str, dict, float | None]:
    """A tag as it is written, what it sets, and how long it holds."""
    kind, hold_s = draw(st.sampled_from(["emotion", "strength", "gaze", "manner"])), draw(HOLDS)
    hold = "" if hold_s is None else f":{hold_s:g}s"
    if kind == "gaze":
        name = draw(st.sampled_from(sorted(GAZE_DIRECTIONS_RAD)))
        yaw_rad, pitch_rad = GAZE_DIRECTIONS_RAD[name]
        return f"[gaze:{name}{hold}]", {"gaze_yaw_rad": yaw_rad, "gaze_pitch_rad": pitch_rad}, hold_s
    if kind == "manner":
        name = draw(st.sampled_from([manner.value for manner in Manner]))
        return f"[manner:{name}{hold}]", {"manner": name}, hold_s
    mood = draw(st.sampled_from([mood.value for mood in Emotion]))
    strength = draw(st.integers(0, 100)) / 100 if kind == "strength" else None
    written = "" if strength is None else f":{strength:g}"
    sets = {"emotion": mood, "emotion_strength": 1.0 if strength is None else strength}
    return f"[{mood}{written}{hold}]", sets, hold_s


@given(st.lists(st.tuples(WORDS, tags())), WORDS)
def test_tags_between_words_are_read_and_the_words_are_left(parts, last):
    read = read_tags("".join(words + written for words, (written, _, _) in parts) + last)
    assert [(tag.controls, tag.hold_s) for tag in read.tags] == [(sets, hold_s) for _, (_, sets, hold_s) in parts]
    # Nothing but blanks may go with them.
    assert "".join(read.text.split()) == "".join("".join([*(words for words, _ in parts), last]).split())
    spoken = "".join(read.text[: read.tags[-1].at].split()) if parts else ""
    assert spoken == "".join("".join(words for words, _ in parts).split())


@given(st.text(max_size=200) | st.lists(st.sampled_from([*"[]:. s0a", "happy", "gaze", "left", "1.5s"])).map("".join))
@example("[[happy]happy]")
@example("[happy:1.5] [happy:0.5:] [happy::2s] [gaze] [gaze:2s] [happy:1e0] [happy:\u0661]")
def test_whatever_stands_in_a_text_it_is_read(text):
    read = read_tags(text)
    assert [tag.at for tag in read.tags] == sorted(tag.at for tag in read.tags)
    assert all(0 <= tag.at <= len(read.text) for tag in read.tags)
    for tag in read.tags:
        assert ControlsKind().read(tag.controls, "controls", Limits()) == tag.controls
        assert tag.hold_s is None or 0.0 <= tag.hold_s < 1000.0
    if not read.tags:
        assert read.text == text
    rest = iter(text)
    assert all(character in rest for character in read.text)


@given(
    st.lists(st.tuples(st.integers(0, 50), tags()), max_size=8),
    st.lists(st.integers(0, 3_000), min_size=1, max_size=6),
)
def test_what_holds_at_a_sample_is_the_last_tag_of_its_kind_that_is_not_over(steps, ends):
    placed, at = [], 0
    for step, (_, controls, hold_s) in steps:
        at += step
        placed.append((at, TextTag(0, controls, hold_s)))
    course = TagCourse(10)
    for at, tag in placed:
        course.add(at, tag)
    changes = [change for end in sorted(ends) for change in course.until(end)]
    assert [change.at for change in changes] == sorted({change.at for change in changes})
    for sample in range(max(ends)):
        held = {}
        for at, tag in placed:
            if at <= sample:
                is_over = tag.hold_s is not None and sample >= at + max(round(tag.hold_s * 10), 1)
                held[min(tag.controls)] = {} if is_over else tag.controls
        expected = {key: value for one in held.values() for key, value in one.items()}
        now = [change.controls for change in changes if change.at <= sample]
        assert (now[-1] if now else {}) == expected


@pytest.mark.parametrize(
    ("text", "plain", "places"),
    [
        ("[happy] Good to see you", "Good to see you", [0]),
        ("Good [HAPPY : 0.6 : 2s]  to see you", "Good to see you", [5]),
        ("Good[sad] to see you[gaze:up]", "Good to see you", [4, 15]),
        ("[happy] [gaze:left]\tHi", "Hi", [0, 0]),
        ("see [1] and [happy:often] and [happy:2], [laughs]", None, []),
    ],
)
def test_examples(text, plain, places):
    read = read_tags(text)
    assert (read.text, [tag.at for tag in read.tags]) == (plain or text, places)


def test_directions_are_those_of_the_document():
    assert {name: tuple(map(math.degrees, way)) for name, way in GAZE_DIRECTIONS_RAD.items()} == {
        "front": (0, 0),
        "left": (pytest.approx(20), 0),
        "right": (pytest.approx(-20), 0),
        "up": (0, pytest.approx(15)),
        "down": (0, pytest.approx(-15)),
    }
