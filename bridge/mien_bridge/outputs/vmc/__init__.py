"""The VMC protocol, by which programs pass on what a character does."""

from mien_bridge.outputs.vmc.output import VMC, VmcOutput

__all__ = ["VMC", "VmcOutput"]
