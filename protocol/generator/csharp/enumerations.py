"""Enumerations, and the arrays that spell them as the wire does."""

from enum import IntFlag

from mien_protocol.messages import FrameFlag, Sender
from protocol.generator.csharp.comments import summary
from protocol.generator.csharp.conventions import MENTIONS
from protocol.generator.csharp.source import array_name, source
from protocol.generator.declarations import Choice, every_choice, maps_from
from protocol.generator.notes import member_notes
from protocol.generator.notes import summary as summary_of
from protocol.generator.text import WIDTH, pascal

__all__ = ["choice_enumeration", "enumerated", "flags_enumeration", "message_types", "names"]

_UNKNOWN = "Of a later version of the protocol, or none at all."
_TYPES = "Type of a daemon's message, by the header's `type`; frames, whose header is an array, have none."


def enumerated() -> list[Choice]:
    """The choices that are enumerations here; the others are true or false."""
    return [choice for choice in every_choice() if choice.name not in ("Alpha", "MotionLayout")]


def choice_enumeration(choice: Choice, namespace: str) -> str:
    """The source of an enumeration of words."""
    members = [
        line for word, note in choice.words.items() for line in ["", *summary(note, 2), f"        {pascal(word)},"]
    ]
    head = [*summary(choice.summary, 1), f"    public enum {choice.name}", "    {"]
    return source([*head, *members[1:], "    }"], namespace)


def flags_enumeration(none_note: str = "Within an utterance.") -> str:
    """The source of the flags of a frame."""
    flags: type[IntFlag] = FrameFlag
    notes = member_notes(flags)
    members = [line for each in flags for line in _flag(each.name or "", each.value, notes)]
    none = [*summary(none_note, 2), "        None = 0,"]
    head = [
        *summary(summary_of(flags), 1),
        "    [Flags]",
        f"    public enum {MENTIONS[flags.__name__]} : uint",
        "    {",
    ]
    return source([*head, *none, *members, "    }"])


def message_types() -> str:
    """The source of the enumeration of a daemon's messages."""
    members = [f"        {pascal(name)}," for name in _type_names()]
    head = [*summary(_TYPES, 1), "    internal enum MessageType", "    {"]
    return source([*head, *summary(_UNKNOWN, 2), "        Unknown,", *members, "    }"])


def names() -> str:
    """The source of the arrays of words."""
    arrays = [_array(array_name(choice.name).partition(".")[2], list(choice.words)) for choice in every_choice()]
    types = _array("MessageTypes", ["", *_type_names()])
    head = [*summary("Words of the wire for what are enumerations here, in the same order.", 1)]
    body = [line for lines in [*arrays, types] for line in ["", *lines]]
    return source([*head, "    internal static class Names", "    {", *body[1:], "    }"])


def _type_names() -> list[str]:
    return list(dict.fromkeys(message.type_name for message in maps_from(Sender.DAEMON)))


def _array(name: str, words: list[str]) -> list[str]:
    start = f"        internal static readonly string[] {name} ="
    quoted = [f'"{word}"' for word in words]
    if len(line := f"{start} {{ {', '.join(quoted)} }};") <= WIDTH:
        return [line]
    return [start, "        {", *(f"            {word}," for word in quoted), "        };"]


def _flag(name: str, value: int, notes: dict[str, str]) -> list[str]:
    return ["", *summary(notes[name], 2), f"        {pascal(name.lower())} = {value},"]
