"""iFacialMocap, an app whose text many avatar programs read."""

from mien_bridge.outputs.ifacialmocap.output import IFACIALMOCAP, IFacialMocapOutput

__all__ = ["IFACIALMOCAP", "IFacialMocapOutput"]
