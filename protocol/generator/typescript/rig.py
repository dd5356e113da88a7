"""Names of the coefficients, as the page has them."""

from mien_protocol.rig import EXPRESSION_NAMES
from protocol.generator.typescript.source import array, doc, source

__all__ = ["rig"]


def rig() -> str:
    """The source of the module."""
    return source(
        "Degrees of freedom of the face.",
        [
            *doc("ARKit's 52 coefficients in the order of the wire, which is the alphabet's."),
            *array("EXPRESSION_NAMES", EXPRESSION_NAMES),
            "",
            "export type ExpressionName = (typeof EXPRESSION_NAMES)[number];",
            "",
            "export const EXPRESSION_COUNT = EXPRESSION_NAMES.length;",
        ],
    )
