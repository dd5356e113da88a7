import re

import pytest

from mien_bridge.offline.spoken_text import SpokenLine
from mien_bridge.offline.subtitles import subtitles

pytestmark = pytest.mark.unit

SHORT = SpokenLine("Good morning.", 0.0, 1.25)
LONG = SpokenLine("This is a sentence of many words " * 6 + "to its end.", 3599.5, 3611.5)


def test_subrip():
    assert subtitles([SHORT, SpokenLine("Bye <now> & then.", 61.0004, 62.9996)], "srt") == (
        "1\n00:00:00,000 --> 00:00:01,250\nGood morning.\n\n2\n00:01:01,000 --> 00:01:03,000\nBye <now> & then.\n"
    )


def test_webvtt_escapes_what_would_be_a_tag():
    assert subtitles([SpokenLine("a <b> & c", 0.0, 1.0)], "vtt") == (
        "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.000\na &lt;b&gt; &amp; c\n"
    )


def test_a_long_sentence_is_divided_and_so_is_its_time():
    cues = subtitles([LONG], "srt").strip().split("\n\n")
    bodies = [cue.split("\n")[2:] for cue in cues]
    assert len(cues) == 3
    assert all(len(body) <= 2 and max(map(len, body)) <= 42 for body in bodies)
    assert " ".join(line for body in bodies for line in body) == LONG.text
    times = [re.findall(r"[\d:,]{12}", cue) for cue in cues]
    assert (times[0][0], times[-1][1]) == ("00:59:59,500", "01:00:11,500")
    assert [end for _, end in times[:-1]] == [begin for begin, _ in times[1:]]
