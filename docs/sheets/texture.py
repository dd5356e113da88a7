"""The pictures of face textures in docs/face.md: laid flat, and worn by the stock head."""

import dataclasses
import io
import json
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from docs.examples.face_uv import face_uv
from docs.sheets.contact_sheet import PICTURES, labelled, save_sheet
from docs.sheets.face import frame_of
from mien_bridge.daemon.sessions.face_stream import to_wire_mesh
from mien_bridge.models.face import find_face_models
from mien_bridge.offline.demo import portrait
from mien_inference.face import (
    TRANSPARENT,
    Crop,
    PortraitRenderer,
    TextureRenderer,
    build_avatar,
    close_up,
    decode_photo,
    picture_side,
)
from mien_inference.stock_head import StockHead, build_stock_head
from mien_inference.stock_head.bake import map_texels
from mien_inference.stock_head.glb import encode_glb
from mien_protocol.motion import MotionFrame
from mien_protocol.rig import EXPRESSION_NAMES

SIZE = 1024
NO_TURN, TURNED = (0.0, 0.0, 0.0), (0.0, 25.0, 0.0)
POSES: tuple[tuple[str, tuple[float, float, float], dict[str, float]], ...] = (
    ("neutral", NO_TURN, {}),
    ("open mouth", NO_TURN, {"jawOpen": 0.5, "mouthUpperUp": 0.1, "mouthLowerDown": 0.15}),
    ("smile", NO_TURN, {"mouthSmile": 0.8, "cheekSquint": 0.4}),
    ("blink", NO_TURN, {"eyeBlink": 1.0}),
    ("looks left, brows up", NO_TURN, {"eyeLookOutLeft": 0.6, "eyeLookInRight": 0.6, "browInnerUp": 0.7}),
    ("turned left 25 deg", TURNED, {"jawOpen": 0.1, "mouthPucker": 0.6}),
)
LANDMARKS = Path("docs/examples/stock_head_landmarks.json")
CELL = (360, 440)


def main() -> None:
    """Writes `face-texture.jpg` and `face-on-head.jpg`."""
    avatar = build_avatar(decode_photo(portrait()), find_face_models(None, lambda _: None), crop=Crop.FACE)
    nearer = close_up(avatar)
    pictures = PortraitRenderer(nearer, size=picture_side(nearer, SIZE), background=TRANSPARENT)
    renderer = TextureRenderer(pictures, size=SIZE)
    frames = [(name, frame_of(turn, values)) for name, turn, values in POSES]
    flat = [labelled(_over_chequers(renderer.render(frame)), name, 360) for name, frame in frames]
    save_sheet(PICTURES / "face-texture.jpg", flat, columns=3)
    wearer = _Wearer(build_stock_head(), renderer)
    worn = [wearer.picture(name, frame) for name, frame in frames]
    save_sheet(PICTURES / "face-on-head.jpg", worn, columns=3)


class _Wearer:
    """The stock head with a face texture in place of a part of its own, as an engine would mix them."""

    def __init__(self, head: StockHead, renderer: TextureRenderer) -> None:
        self._head, self._renderer = head, renderer
        skin = head.meshes["Face"][0]
        mesh = dataclasses.asdict(to_wire_mesh(renderer.surface))
        uv, weight = face_uv(skin.positions.astype(np.float64), json.loads(LANDMARKS.read_text()), mesh)
        texels = map_texels(skin.uv.astype(np.float64), skin.triangles.astype(np.int64), SIZE * 2)
        spread = texels.spread(np.column_stack([uv * SIZE - 0.5, weight])).astype(np.float32)
        self._places, self._weight = spread[..., :2], spread[..., 2:]
        own = Image.open(io.BytesIO(head.materials[0].texture or b"")).convert("RGB")
        self._skin = np.asarray(own.resize((SIZE * 2, SIZE * 2)), np.float32)
        self._skin = np.clip(self._skin * self._tint(), 0, 255)

    def picture(self, name: str, frame: MotionFrame) -> np.ndarray:
        """The head as three.js draws it, its own shapes and joints moved by the same frame."""
        mixed = io.BytesIO()
        Image.fromarray(np.round(self._mixed(frame)[0]).astype(np.uint8)).save(mixed, "JPEG", quality=92)
        materials = [
            dataclasses.replace(material, texture=mixed.getvalue()) if material.name == "skin" else material
            for material in self._head.materials
        ]
        head = dataclasses.replace(self._head, materials=tuple(materials))
        turn = 2 * np.arctan2(frame.head_wxyz[1:], frame.head_wxyz[0])
        pose = {
            "title": name,
            "view": "front",
            "weights": dict(zip(EXPRESSION_NAMES, frame.expression.tolist(), strict=True)),
            "joints": {"head": turn.tolist()},
        }
        return _drawn(encode_glb(head), {"columns": 1, "cell": CELL, "png": True, "poses": [pose]})

    def _mixed(self, frame: MotionFrame) -> tuple[np.ndarray, np.ndarray]:
        """Skin and face, RGB, and the share of the face."""
        rgba = self._renderer.render(frame).astype(np.float32)
        face = cv2.remap(rgba, self._places[..., 0], self._places[..., 1], cv2.INTER_LINEAR)
        share = face[..., 3:] / 255 * self._weight
        return self._skin + share * (face[..., :3] - self._skin), share

    def _tint(self) -> np.ndarray:
        """What makes the head's own skin as light and as red as the face where one becomes the other."""
        self._skin, skin = np.zeros_like(self._skin), self._skin
        mixed, share = self._mixed(frame_of(NO_TURN, {}))
        rim = (share[..., 0] > 0.2) & (share[..., 0] < 0.9)
        return np.asarray((mixed[rim] / share[rim]).mean(0) / skin[rim].mean(0))


def _over_chequers(rgba: np.ndarray) -> np.ndarray:
    squares = np.add.outer(np.arange(len(rgba)) // 32, np.arange(rgba.shape[1]) // 32) % 2
    chequers = 110.0 + 40.0 * squares[..., None]
    return np.asarray(chequers + rgba[..., 3:] / 255 * (rgba[..., :3] - chequers), np.uint8)


def _drawn(glb: bytes, sheet: dict[str, object]) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        head, described, picture = (Path(folder) / name for name in ("head.glb", "sheet.json", "picture.png"))
        head.write_bytes(glb)
        described.write_text(json.dumps(sheet))
        subprocess.run(["node", "tests/js/contact_sheet.mjs", head, described, picture], check=True)
        return np.asarray(Image.open(picture).convert("RGB"))


if __name__ == "__main__":
    main()
