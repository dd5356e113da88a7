"""Notes are read from docstrings as they are written in this project."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from mien_protocol.messages.table import TABLE
from protocol.generator.declarations import REQUIRED, control_fields, declaration_of, every_choice
from protocol.generator.notes import attribute_notes, member_notes, summary

pytestmark = pytest.mark.unit


@dataclass
class Base:
    """A base.

    Attributes:
        id: Number of the request.
    """

    id: int


@dataclass
class Derived(Base):
    """Asks for something.

    More about it.

    Attributes:
        text: A note that is so long that
            it goes on in the next line.
        voice: Another.

    Raises:
        ValueError: Never.
    """

    text: str
    voice: str


class Colour(StrEnum):
    """Colours."""

    RED = "red"
    """Like a rose."""
    BLUE = "blue"


def test_the_summary_is_the_first_line():
    assert summary(Derived) == "Asks for something."


def test_notes_of_attributes_are_those_of_bases_too():
    assert attribute_notes(Derived) == {
        "id": "Number of the request.",
        "text": "A note that is so long that it goes on in the next line.",
        "voice": "Another.",
    }


def test_a_member_without_a_note_has_none():
    assert member_notes(Colour) == {"RED": "Like a rose."}


def test_every_field_of_every_message_has_a_note():
    fields = [field for row in TABLE for field in declaration_of(row.cls).fields]
    assert fields
    assert [field.name for field in [*fields, *control_fields()] if not field.note.endswith((".", ")"))] == []


def test_every_word_of_every_choice_has_a_note():
    assert [choice.name for choice in every_choice() if not all(choice.words.values())] == []


def test_a_declaration_knows_defaults():
    say = declaration_of(next(row.cls for row in TABLE if row.name == "say"))
    assert [(field.name, field.default) for field in say.fields] == [
        ("id", REQUIRED), ("session", REQUIRED), ("text", REQUIRED), ("voice", None), ("tags", False),
    ]  # fmt: skip
