"""Motion as OSC messages of the user's own choice."""

from mien_bridge.outputs.osc_template.output import OSC, OscOutput

__all__ = ["OSC", "OscOutput"]
