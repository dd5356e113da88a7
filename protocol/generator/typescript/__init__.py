"""TypeScript messages of the page."""

from protocol.generator.typescript.controls import controls
from protocol.generator.typescript.headers import headers
from protocol.generator.typescript.limits import limits
from protocol.generator.typescript.messages import sent_messages
from protocol.generator.typescript.rig import rig

__all__ = ["sources"]


def sources() -> dict[str, str]:
    """Every generated file, by its path below the page's folder `wire`."""
    return {
        "controls.ts": controls(),
        "headers.ts": headers(),
        "limits.ts": limits(),
        "messages.ts": sent_messages(),
        "rig.ts": rig(),
    }
