"""C# that is generated: types, reading, checking and writing of every kind of field."""

import pytest

from mien_protocol.values import INT64_MIN, UINT32_MAX, Float, Int, ListOf, MapOf, Str
from protocol.generator import csharp
from protocol.generator.csharp.checking import checked
from protocol.generator.csharp.comments import mentions, summary
from protocol.generator.csharp.properties import property_of
from protocol.generator.csharp.reading import read_expression
from protocol.generator.csharp.source import array_name, number
from protocol.generator.declarations import REQUIRED, FieldDeclaration

pytestmark = pytest.mark.unit

SOURCES = csharp.sources()


def field(kind, *, name="some_field", nullable=False, default=REQUIRED):
    return FieldDeclaration(name, kind, nullable, default, "A note.")


@pytest.mark.parametrize(
    ("declared", "type_name", "read"),
    [
        (field(Int()), "long", 'map.Integer("some_field")'),
        (field(Int(INT64_MIN)), "long", 'map.Integer("some_field", long.MinValue)'),
        (field(Int(0, UINT32_MAX)), "uint", '(uint)map.Integer("some_field", 0, uint.MaxValue)'),
        (field(Int(24, 120)), "int", '(int)map.Integer("some_field", 24, 120)'),
        (field(Int(1, UINT32_MAX), name="re"), "long", 'map.Integer("re", 1, uint.MaxValue)'),
        (field(Float(0.1, 60.0)), "double", 'map.Number("some_field", 0.1, 60)'),
        (field(Str()), "string", 'map.Text("some_field")'),
        (field(Str(max_bytes=64), nullable=True), "string?", 'map.TextOrNull("some_field", 64)'),
        (field(Str(), default=""), "string", 'map.TextOrNull("some_field") ?? ""'),
        (field(Str(pattern="[0-9a-f]{16}")), "string", 'map.Hexadecimal("some_field", 16)'),
        (field(Str(), name="session", nullable=True), "SessionName", "map.SessionOrEmpty()"),
        (field(ListOf(Str())), "IReadOnlyList<string>", 'map.Texts("some_field", int.MaxValue)'),
        (field(MapOf(Int())), "IReadOnlyDictionary<string, long>", 'map.Integers("some_field")'),
    ],
)
def test_a_field_has_a_type_and_is_read(declared, type_name, read):
    held = property_of("Message", declared)
    assert (held.type, read_expression("Message", held)) == (type_name, read)


def test_a_kind_that_no_rule_knows_is_an_error():
    held = property_of("FaceMesh", field(MapOf(Int())))
    object.__setattr__(held.field, "kind", object())
    with pytest.raises(TypeError, match="no rule reads some_field"):
        read_expression("FaceMesh", held)


@pytest.mark.parametrize(
    ("declared", "expression"),
    [
        (field(Int(1, 5)), "Check.Range(nameof(someField), someField, 1, 5)"),
        (field(Int(INT64_MIN)), "someField"),
        (field(Int(), nullable=True), "Check.RangeOrNull(nameof(someField), someField, 0, long.MaxValue)"),
        (field(Str(max_bytes=9)), "Check.Text(nameof(someField), someField, 9)"),
        (
            field(Str(chars_limit="text_chars")),
            "Check.CodePoints(nameof(someField), someField, Limits.Default.TextChars)",
        ),
    ],
)
def test_what_a_client_sends_is_checked(declared, expression):
    assert checked(property_of("Message", declared, sent=True)) == expression


def test_comments_speak_the_languages_own_words():
    assert mentions("One of `Emotion`, or None; `re` < 3.") == (
        'One of <see cref="Emotion"/>, or null; <c>re</c> &lt; 3.'
    )
    assert mentions("As `FaceRequest`.") == 'As <see cref="FaceOptions"/>.'


def test_a_long_comment_is_wrapped():
    lines = summary("word " * 40, 2)
    assert lines[0] == "        /// <summary>"
    assert lines[-1] == "        /// </summary>"
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize(
    ("value", "text"),
    [(512, "512"), (2_048, "2048"), (48_000, "48_000"), (2**53 - 1, "(1L << 53) - 1"), (0.45, "0.45")],
)
def test_numbers_are_written_as_people_write_them(value, text):
    assert number(value) == text


def test_arrays_have_plural_names():
    assert (array_name("Emotion"), array_name("Activity")) == ("Names.Emotions", "Names.Activities")


def test_every_type_is_in_the_file_of_its_name():
    for path, text in SOURCES.items():
        name = path.rpartition("/")[2].partition(".")[0]
        assert any(f"{form} {name}" in text for form in ("struct", "class", "enum")), path


def test_what_a_daemon_sends_often_is_a_structure_and_what_holds_objects_a_class():
    assert "public readonly struct AudioProgress" in SOURCES["Messages/Daemon/AudioProgress.cs"]
    assert "public readonly partial struct FrameHeader" in SOURCES["Messages/Daemon/FrameHeader.cs"]
    assert "public sealed class SnapshotReply" in SOURCES["Messages/Daemon/SnapshotReply.cs"]


def test_controls_of_later_versions_may_be_missing():
    text = SOURCES["Messages/Values/Controls.cs"]
    assert 'Manner = (Manner?)map.ChoiceOrNull("manner", Names.Manners),' in text
    assert 'Emotion = (Emotion)map.Choice("emotion", Names.Emotions),' in text
