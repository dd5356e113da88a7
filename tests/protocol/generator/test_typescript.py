"""TypeScript that is generated: names, ranges and readers as the page needs them."""

import pytest

from mien_protocol.messages import PROTOCOL_VERSION
from mien_protocol.rig import EXPRESSION_NAMES
from protocol.generator import typescript
from protocol.generator.typescript.source import array, doc, number

pytestmark = pytest.mark.unit

SOURCES = typescript.sources()


def test_controls_have_words_ranges_and_natural_values():
    text = SOURCES["controls.ts"]
    assert 'export const EMOTIONS = ["neutral", "happy", "sad", "angry", "surprised"] as const;' in text
    assert "  readonly blink_rate_per_min: number | null;" in text
    assert "  distance: [0.7, 1.5]," in text
    assert '  manner: "natural",' in text
    assert "  blink_rate_per_min: null," in text


def test_headers_are_read_by_kind():
    text = SOURCES["headers.ts"]
    assert 'hasAlpha: choice(fields, "alpha", ["straight", "none"]) === "straight",' in text
    assert 'expressionNames: texts(fields, "expression_names", 52),' in text
    assert '      choice(fields, "layout", ["i2"]);\n      return { kind, ...common };' in text


def test_times_are_milliseconds():
    text = SOURCES["headers.ts"]
    assert "/** Media time, milliseconds; strictly increasing within an epoch. */\n  readonly timeMs: number;" in text
    assert 'timeMs: integerAt(values, 2, "time_ns", -(2 ** 63), 2 ** 63) / 1e6,' in text
    # The page does not read the daemon's time, at position 3; flags stay at their place.
    assert 'flags: integerAt(values, 4, "flags", 0, 4_294_967_295),' in text


def test_the_version_and_the_rig_are_the_protocols():
    major, minor = PROTOCOL_VERSION
    assert f"PROTOCOL_VERSION = [{major}, {minor}] as const" in SOURCES["messages.ts"]
    assert [name for name in EXPRESSION_NAMES if f'"{name}",' not in SOURCES["rig.ts"]] == []


def test_nothing_is_imported_that_is_not_used():
    assert "import" not in SOURCES["rig.ts"]
    for text in SOURCES.values():
        line = next((line for line in text.splitlines() if line.startswith("import")), "import {  }")
        names = line.partition("{ ")[2].partition(" }")[0].replace("type ", "")
        assert [name for name in names.split(", ") if name and text.count(name) < 2] == []


def test_comments_and_arrays_fit_the_page():
    assert doc("None of `MotionStreamHeader`.") == ["/** null of `MotionHeader`. */"]
    assert doc("word " * 40)[0] == "/**"
    assert array("LONG", tuple(f"number{at}" for at in range(40)))[0] == "export const LONG = ["
    assert max(map(len, [*doc("word " * 40), *array("LONG", ("word",) * 40)])) <= 120


@pytest.mark.parametrize(
    ("value", "text"),
    [(2**63 - 1, "2 ** 63"), (-(2**63), "-(2 ** 63)"), (65_536, "65_536"), (0.45, "0.45"), (2.0, "2")],
)
def test_numbers_are_written_as_people_write_them(value, text):
    assert number(value) == text
