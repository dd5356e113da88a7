"""The stock head: a talking character made from MakeHuman's CC0 data, as arrays and as a GLB file."""

from mien_inference.stock_head.assemble import build_glb, build_stock_head
from mien_inference.stock_head.model import Material, Primitive, StockHead

__all__ = ["Material", "Primitive", "StockHead", "build_glb", "build_stock_head"]
