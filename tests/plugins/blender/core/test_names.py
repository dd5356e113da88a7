import pytest

from mien.core.names import closest, endings, likeness, spelling
from mien_protocol.rig import EXPRESSION_NAMES

pytestmark = pytest.mark.unit


def snake(name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


SPELLINGS = {
    "camel": lambda name: name,
    "pascal": lambda name: name[0].upper() + name[1:],
    "apple's sample": lambda name: name.replace("Left", "_L").replace("Right", "_R"),
    "underscored side": lambda name: name.replace("Left", "_Left").replace("Right", "_Right"),
    "dotted side": lambda name: name.replace("Left", ".L").replace("Right", ".R"),
    "short side": lambda name: name.replace("Left", "L").replace("Right", "R"),
    "snake": snake,
    "lower": str.lower,
    "upper": lambda name: snake(name).upper(),
    "spaces": lambda name: snake(name).replace("_", " ").title(),
    "duplicate": lambda name: f"{name}.001",
}


@pytest.mark.parametrize("written", SPELLINGS.values(), ids=SPELLINGS)
def test_all_spellings_of_a_name_are_one(written):
    assert [spelling(written(name)) for name in EXPRESSION_NAMES] == [name.lower() for name in EXPRESSION_NAMES]


@pytest.mark.parametrize("prefix", ["Face.M_F00_000_00_", "blendShape1.", "A2F_", "Wolf3D_Head.", "bs "])
@pytest.mark.parametrize("name", ["eyeBlinkLeft", "jawOpen", "mouthLeft"])
def test_a_prefix_is_seen_through(prefix, name):
    assert spelling(name) in endings(prefix + name)
    assert spelling(name) in endings(prefix + SPELLINGS["apple's sample"](name))


@pytest.mark.parametrize("written", ["L_eyeBlink", "left.eye.blink", "LeftEyeBlink", "eyeBlink_l"])
def test_the_side_may_come_first(written):
    assert spelling(written) == "eyeblinkleft"


def test_a_name_ends_where_a_word_ends():
    assert "open" in endings("jawOpen")
    assert "pen" not in endings("jawOpen")
    assert "jawopen" not in endings("jawopened")


def test_sides_are_never_alike():
    assert likeness("mouthleft", "mouthright") == 0.0
    assert likeness("eyeblinkleft", "eyeblinkright") == 0.0
    assert likeness("eyeblnkleft", "eyeblinkleft") > 0.9


def test_the_closest_name_is_the_one_that_is_most_alike():
    known = [spelling(name) for name in EXPRESSION_NAMES]
    for name in known:
        for misspelt in (name[1:], name[:4] + name[5:], f"{name[:3]}x{name[3:]}"):
            best = max(known, key=lambda other, misspelt=misspelt: likeness(misspelt, other))
            expected = best if likeness(misspelt, best) >= 0.88 else None
            assert closest(misspelt, known, 0.88) == expected
    assert closest("fat", known, 0.88) is None
