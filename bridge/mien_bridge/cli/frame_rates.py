"""Frame rates as they are typed: whole, a fraction, or the decimals that stand for one."""

import argparse
import re
from fractions import Fraction
from typing import Final

from mien_protocol.resampling import MAX_RATE_HZ, MIN_FILE_RATE_HZ, FrameRate

__all__ = ["parse_film_rate"]

_BROADCAST_HZ: Final = (24, 30, 48, 60, 96, 120)
"""Rates that television slows down by 1000/1001, since NTSC put colour beside its sound carrier: SMPTE 12M."""

_LARGEST: Final = 1_000_000
"""Of a numerator and a denominator: containers keep both in 32 bits, and count frames in multiples of them."""


def parse_film_rate(text: str) -> FrameRate:
    """Parses the frame rate of a file: `30`, `29.97`, `30000/1001` or `12.5`.

    What rounds one of the slowed rates of television is that rate: `23.976` and `23.98` are 24000/1001 exactly.

    Raises:
        argparse.ArgumentTypeError: If it is no such number, or out of range.
    """
    rate = _read(text)
    if rate is None or not MIN_FILE_RATE_HZ <= rate <= MAX_RATE_HZ:
        raise argparse.ArgumentTypeError(
            f"must be frames a second from {MIN_FILE_RATE_HZ} to {MAX_RATE_HZ}, such as 30, 29.97 or 30000/1001, "
            f"got {text[:40]!r}{_nearest(rate)}"
        )
    if max(rate.numerator, rate.denominator) > _LARGEST:
        raise argparse.ArgumentTypeError(
            f"must be a fraction of numbers up to {_LARGEST}, got {text[:40]!r}; "
            f"{rate.limit_denominator(1001)} is nearest"
        )
    return rate.numerator if rate.denominator == 1 else rate


def _read(text: str) -> Fraction | None:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9}|/[0-9]{1,9})?", text):
        return None
    try:
        typed = Fraction(text)
    except ZeroDivisionError:
        return None
    decimals = len(text.partition(".")[2])
    for whole in _BROADCAST_HZ:
        slowed = Fraction(whole * 1000, 1001)
        # From two decimals on: 23.9 may be meant as it is.
        if decimals >= 2 and abs(typed - slowed) <= Fraction(1, 2 * 10**decimals):
            return slowed
    return typed


def _nearest(rate: Fraction | None) -> str:
    return "" if rate is None else f"; {MIN_FILE_RATE_HZ if rate < MIN_FILE_RATE_HZ else MAX_RATE_HZ} is nearest"
