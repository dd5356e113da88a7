import argparse
from fractions import Fraction

import pytest

from mien_bridge.cli.frame_rates import parse_film_rate

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "rate_hz"),
    [
        ("30", 30),
        ("1", 1),
        ("120", 120),
        ("25.0", 25),
        ("12.5", Fraction(25, 2)),
        ("23.976", Fraction(24000, 1001)),
        ("23.98", Fraction(24000, 1001)),
        ("23.976024", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("47.952", Fraction(48000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("119.88", Fraction(120000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        ("29.9", Fraction(299, 10)),
        ("29.95", Fraction(599, 20)),
        ("29.98", Fraction(1499, 50)),
    ],
)
def test_rates_are_exact(text, rate_hz):
    assert parse_film_rate(text) == rate_hz
    assert isinstance(parse_film_rate(text), int) == (Fraction(rate_hz).denominator == 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0", "from 1 to 120, such as 30, 29.97 or 30000/1001, got '0'; 1 is nearest"),
        ("120.5", "got '120.5'; 120 is nearest"),
        ("fast", "got 'fast'$"),
        ("-30", "got '-30'$"),
        ("30/0", "got '30/0'$"),
        ("1e2", "got '1e2'$"),
        ("nan", "got 'nan'$"),
        ("29.9700001", "numbers up to 1000000, got '29.9700001'; "),
    ],
)
def test_others_are_refused_with_what_to_do(text, says):
    with pytest.raises(argparse.ArgumentTypeError, match=says):
        parse_film_rate(text)
