"""Unity's version expressions, as `versionDefines` has them: https://docs.unity3d.com/Manual/assembly-definition-files.html."""

import re

__all__ = ["fits"]


def fits(version: str, expression: str) -> bool:
    """Whether a version is in the range of an expression.

    Args:
        version: As `1.8.0`, `2022.3.10f1` or `0.128.0-preview`; what follows the third number counts for nothing.
        expression: `1.2` for that and newer, `[1.2]` for exactly that, or an interval as `[1.2,2.0)`; empty for any.

    Raises:
        ValueError: If the expression is of no such form.
    """
    if not expression:
        return True
    found = re.fullmatch(r"([\[(])([\w.-]*),([\w.-]*)([\])])|\[([\w.-]+)\]|([\w.-]+)", expression)
    if found is None:
        raise ValueError(f"expected a version expression as 1.2, [1.2] or [1.2,2.0), got {expression!r}")
    opening, low, high, closing, exact, least = found.groups()
    number = _number(version)
    if exact:
        return number == _number(exact)
    if least:
        return number >= _number(least)
    above = not low or number > _number(low) or (opening == "[" and number == _number(low))
    below = not high or number < _number(high) or (closing == "]" and number == _number(high))
    return above and below


def _number(version: str) -> tuple[int, ...]:
    """The three numbers that a version begins with."""
    found = re.match(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?", version)
    if found is None:
        raise ValueError(f"expected a version, got {version!r}")
    return tuple(int(part or 0) for part in found.groups())
