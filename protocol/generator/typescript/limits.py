"""Limits of the wire, as the page has them."""

from dataclasses import asdict

from mien_protocol.limits import DEFAULT_LIMITS, Limits
from protocol.generator.notes import attribute_notes
from protocol.generator.text import camel
from protocol.generator.typescript.source import doc, number, source

__all__ = ["limits"]


def limits() -> str:
    """The source of the module."""
    notes = attribute_notes(Limits)
    values = asdict(DEFAULT_LIMITS).items()
    lines = [line for name, value in values for line in [*doc(notes[name], "  "), f"  {camel(name)}: {number(value)},"]]
    return source("Limits of the wire.", ["export const LIMITS = {", *lines, "} as const;"])
