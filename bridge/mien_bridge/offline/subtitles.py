"""Subtitles of a text: SubRip and WebVTT."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from mien_bridge.offline.spoken_text import SpokenLine

__all__ = ["SUBTITLE_FORMATS", "subtitles"]

SUBTITLE_FORMATS: Final = ("srt", "vtt")

_LINE_CHARACTERS: Final = 42
_CUE_LINES: Final = 2
"""Two lines of 42 characters, as the guides of broadcasters and streaming services have them."""


def subtitles(lines: Iterable[SpokenLine], form: str) -> str:
    """The content of a file of subtitles.

    A sentence that is too long for one subtitle is divided between words, and its time by the characters.

    Args:
        lines: Sentences in order.
        form: `srt` or `vtt`.
    """
    point, cues = ("," if form == "srt" else "."), []
    for number, cue in enumerate(_cues(lines), 1):
        times = f"{_time(cue.begin_s, point)} --> {_time(cue.end_s, point)}"
        # In WebVTT these begin a tag or an entity; in SubRip nothing is escaped.
        text = cue.text if form == "srt" else cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        cues.append(f"{number}\n{times}\n{text}\n")
    return "\n".join(["WEBVTT\n", *cues] if form == "vtt" else cues)


def _cues(lines: Iterable[SpokenLine]) -> Iterator[SpokenLine]:
    for line in lines:
        wrapped = textwrap.wrap(line.text, _LINE_CHARACTERS, break_on_hyphens=False)
        parts = ["\n".join(wrapped[k : k + _CUE_LINES]) for k in range(0, len(wrapped), _CUE_LINES)]
        per_character_s = (line.end_s - line.begin_s) / max(sum(map(len, parts)), 1)
        begin_s = line.begin_s
        for part in parts:
            end_s = begin_s + per_character_s * len(part)
            yield SpokenLine(part, begin_s, end_s)
            begin_s = end_s


def _time(seconds: float, point: str) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, whole = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{whole:02d}{point}{thousandths:03d}"
