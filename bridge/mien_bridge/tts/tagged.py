"""A text with tags, spoken: its sound, and where in it each tag stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from mien_bridge.tts.sentences import Sentence, place_sentences
from mien_bridge.tts.synthesizer import Speech, Synthesizer
from mien_protocol.text_tags import TaggedText, TextTag

__all__ = ["PlacedTag", "TaggedSpeech", "speak_tagged"]


@dataclass(frozen=True, slots=True)
class PlacedTag:
    """A tag and its place.

    Attributes:
        at: Sample of the whole sound of the text.
        tag: The tag.
    """

    at: int
    tag: TextTag


@dataclass(frozen=True, slots=True)
class TaggedSpeech:
    """The sound of one sentence.

    Attributes:
        sentence: Its words, and their place.
        pieces: Its sound; none if nothing in it can be spoken.
        tags: Those that stand in it, in order.
    """

    sentence: Sentence
    pieces: tuple[Speech, ...]
    tags: tuple[PlacedTag, ...]


def speak_tagged(synthesizer: Synthesizer, text: TaggedText, voice: str | None = None) -> Iterator[TaggedSpeech]:
    """Speaks a text, sentence by sentence.

    A tag before a sentence is at the first sample of it; one within is as far into its sound as into its characters.

    Args:
        synthesizer: Speaks.
        text: Words and tags.
        voice: Name of a voice; None for the synthesizer's own choice.

    Raises:
        MienError: As `Synthesizer.speak`, while sentences are taken.
    """
    waiting, said = list(text.tags), 0
    for sentence in place_sentences(text.text):
        pieces = tuple(synthesizer.speak(sentence.text, voice))
        length = sum(len(piece.samples) for piece in pieces)
        here = [tag for tag in waiting if tag.at < sentence.at + len(sentence.text)] if length else []
        waiting = waiting[len(here) :]
        placed = (PlacedTag(said + _share(tag, sentence, length), tag) for tag in here)
        yield TaggedSpeech(sentence, pieces, tuple(placed))
        said += length


def _share(tag: TextTag, sentence: Sentence, length: int) -> int:
    return max(tag.at - sentence.at, 0) * length // len(sentence.text)
