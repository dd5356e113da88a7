"""The parameters that VTube Studio has: its own, and the custom ones that plugins have made."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeGuard

from mien_bridge.outputs.vts.envelope import Reply, Request
from mien_bridge.outputs.vts.errors import ErrorId, refusal_error
from mien_bridge.outputs.vts.tracked_values import CUSTOM_NAMES

__all__ = ["Parameters", "Steps", "creation_request", "prepare_parameters"]

Steps = Generator[Sequence[Request], list[Reply], "Parameters"]
"""Requests, some at a time; sent the replies to them."""

_AT_ONCE: Final = 13
"""Of the 52 creations: a quarter, so that VTube Studio is not flooded, nor the user kept waiting."""

_MOST: Final = 1_000_000
"""The greatest value that VTube Studio takes."""

_PASSED_OVER: Final = {ErrorId.CREATED_BY_OTHER, ErrorId.DEFAULT_NAME}
_FULL: Final = {ErrorId.OWN_LIMIT, ErrorId.TOTAL_LIMIT}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters that may be moved.

    Attributes:
        ranges: The least and the greatest value of each, by name.
        note: What its user should know, such as that some could not be made; empty if nothing.
    """

    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    note: str = ""


def prepare_parameters(*, default: bool, custom: bool) -> Steps:
    """Asks what parameters there are, and makes the custom ones that are missing.

    Args:
        default: Whether VTube Studio's own parameters are wanted.
        custom: Whether Mien's custom ones are.

    Raises:
        MienError: If VTube Studio refuses for another reason than that a name or all room is taken.
    """
    (reply,) = yield [Request("InputParameterList", {})]
    if reply.error_id is not None:
        raise refusal_error(reply)
    ranges = dict(_ranges(reply.data.get("defaultParameters"))) if default else {}
    if not custom:
        return Parameters(ranges)
    there = dict(_ranges(reply.data.get("customParameters")))
    missing = [name for name in CUSTOM_NAMES if name not in there]
    made, note = yield from _created(missing)
    return Parameters(ranges | there | dict.fromkeys(made, (0.0, 1.0)), note)


def creation_request(name: str) -> Request:
    """The request for one of Mien's custom parameters; harmless where it exists."""
    coefficient = name.removeprefix("Mien")
    explanation = f"ARKit's {coefficient[0].lower()}{coefficient[1:]} from Mien, 0 to 1"
    return Request(
        "ParameterCreation",
        {"parameterName": name, "explanation": explanation, "min": 0, "max": 1, "defaultValue": 0},
    )


def _created(names: Sequence[str]) -> Generator[Sequence[Request], list[Reply], tuple[list[str], str]]:
    """Makes custom parameters; which ones could be, and what to tell of the others."""
    errors: dict[str, int] = {}
    for at in range(0, len(names), _AT_ONCE):
        batch = names[at : at + _AT_ONCE]
        replies = yield [creation_request(name) for name in batch]
        for name, reply in zip(batch, replies, strict=True):
            if reply.error_id in _PASSED_OVER | _FULL:
                errors[name] = reply.error_id
            elif reply.error_id is not None:
                raise refusal_error(reply)
    made = [name for name in names if name not in errors]
    taken = [name for name, error in errors.items() if error in _PASSED_OVER]
    if len(taken) < len(errors):
        left = len(errors) - len(taken)
        return made, f"VTube Studio has no room for {left} of Mien's custom parameters; delete others there"
    return made, f"another plugin has made {_some(taken)}; Mien does without it" if taken else ""


def _some(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more of Mien's custom parameters"


def _ranges(listed: object) -> Iterator[tuple[str, tuple[float, float]]]:
    """Names and ranges; what is not well described is left out, as a later version may have other things there."""
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("name"), str):
            least, most = entry.get("min"), entry.get("max")
            if _is_number(least) and _is_number(most) and least <= most:
                yield entry["name"], (float(least), float(most))


def _is_number(value: object) -> TypeGuard[float]:
    # Comparison takes integers of any length, and is false for NaN.
    return isinstance(value, int | float) and not isinstance(value, bool) and -_MOST <= value <= _MOST
