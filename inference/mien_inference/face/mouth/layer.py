"""Mouth of one person: size, place and colours from the photo, the rest by rule."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Ints, Pixels
from mien_inference.face.mouth.arch import LOWER, OVERBITE_CM, OVERJET_CM, UPPER, Arch, stations
from mien_inference.face.mouth.gums import gum
from mien_inference.face.mouth.jaw import jaw_motion
from mien_inference.face.mouth.light import standing_light
from mien_inference.face.mouth.lip_lining import lining_colours
from mien_inference.face.mouth.part import Part, joined, smooth_normals
from mien_inference.face.mouth.teeth import backing, crowns
from mien_inference.face.mouth.tongue import tongue
from mien_inference.face.mouth.walls import CHEEK_END_CM, cheeks, floor, palate
from mien_inference.face.shape.measured import size_beside_scans
from mien_inference.face.shape.mesh import AvatarMesh
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, MESH_LANDMARKS, UPPER_LIP_RINGS

__all__ = ["MouthLayer", "PhotoLight", "mouth_layer"]

_SIZE: Final = 0.95
_SIZES: Final = (0.88, 1.12)
"""Size of a mouth beside the scanned faces' whose size is 1, and how much smaller or larger than its own it may be."""

_EDGE_CM: Final = -0.40
"""Edge of the upper incisors relative to the line where the lips meet: a lip that rises a little shows them."""

_BEHIND_CM, _CLEAR_CM, _DEEPEST_CM = 0.50, 0.22, 1.0
"""Distance of the upper incisors behind that line, distance behind the lips any front tooth is at least, and how far
back that may push the arch."""

_LOOKS_DOWN_CM: Final = 0.10
"""Greatest lowering of the teeth in a photo that looks down: from above, lips hide more of them."""

_ENAMEL_RGB: Final = np.array([246.0, 238.0, 222.0])
_FLESH_RGB: Final = np.array([216.0, 116.0, 112.0])
_MUCOSA_RGB: Final = np.array([190.0, 92.0, 90.0])
_CAVITY_RGB: Final = np.array([26.0, 8.0, 9.0])
_LOWER_LIGHT: Final = 0.95
"""Colours in plain light; lower teeth catch a little less of it."""

_LIPS_IN_GUMS: Final = 0.4
"""Share of the lips' colour in the gums': they are as dark or light as the rest of a person."""

_DIMMEST_ENAMEL, _PALEST_OF_SKIN = 0.80, 0.95
_MOST_TINT: Final = np.array([0.0, 0.94, 0.83])
"""Enamel is at least as bright as in this light, and as this much of the lips' brightest; its red, green and blue
are at least these shares of its own brightest: teeth look neutral in any light."""


@dataclass(frozen=True, slots=True)
class PhotoLight:
    """Light of the photo, and the mouth in it.

    Attributes:
        exposure: Brightness, 0..1.
        tint: Colour, RGB about 1, shape (3,).
        colourfulness: How much colour the photo has, 0 (black and white) to 1.
        enamel: Colour of the person's teeth where the photo shows them, RGB 0..255, shape (3,); otherwise None.
        blur_px: Blur of the face, standard deviation, pixels of the canvas.
    """

    exposure: float
    tint: Floats
    colourfulness: float
    enamel: Floats | None
    blur_px: float


@dataclass(frozen=True, slots=True)
class MouthLayer:
    """Paint of one person's mouth; lengths in centimetres of the head frame.

    Attributes:
        points: Teeth, gums, palate, throat and tongue at rest, shape (n, 3).
        triangles: Shape (m, 3).
        normals: Shape (n, 3).
        standing: Colours in full light, RGB 0..255, shape (n, 3).
        flesh: 1 for flesh, 0 for enamel, shape (n,).
        jaw: Displacement at each coefficient of `JAW`, shape (4, n * 3).
        tongue: Which vertices are the tongue's.
        colour: Colours of those in full light whatever their normals, shape (t, 3).
        gloss: Strength of their sheen, shape (t,).
        upper_edge: The vertex in the middle of the upper incisors' edge.
        lower_edge: That of the lower incisors.
        cheek_x: Where the cheeks begin, on the right and on the left, shape (2,).
        cheek_z: How far out of the face that is.
        lining: Colours of the inside of the lips, as `LipLining` numbers them.
        cavity: Colour of the dark behind all, RGB 0..255, shape (3,).
        size: Size of the mouth beside a mean one.
        drawn_seam: The photo has no line between closed lips, so it is drawn.
        colourfulness: How much of its colour the mouth keeps, 0 (grey) to 1.
        blur_px: How blurred it must look, standard deviation, pixels of the canvas.
    """

    points: Floats32
    triangles: Ints
    normals: Floats32
    standing: Floats32
    flesh: Floats32
    jaw: Floats32
    tongue: slice
    colour: Floats
    gloss: Floats
    upper_edge: int
    lower_edge: int
    cheek_x: Floats
    cheek_z: float
    lining: Floats32
    cavity: Floats32
    size: float
    drawn_seam: bool
    colourfulness: float
    blur_px: float


def mouth_layer(
    mesh: AvatarMesh, photo: Pixels, light: PhotoLight, *, pitch_deg: float, drawn_seam: bool
) -> MouthLayer:
    """Prepares the inside of a mouth.

    Args:
        mesh: The face.
        photo: The person on the canvas, RGB first, shape (height, width, 3 or 4).
        light: The photo's.
        pitch_deg: How far up the photo's head looks.
        drawn_seam: Whether the line between closed lips must be drawn.
    """
    size = float(np.clip(_SIZE * size_beside_scans(mesh.neutral[:MESH_LANDMARKS].astype(np.float64)), *_SIZES))
    lips = _lip_colours(mesh, photo)
    shine = light.exposure * light.tint
    flesh, mucosa = _FLESH_RGB * shine, _MUCOSA_RGB * shine
    enamel = _enamel(light, lips)
    own = np.mean([lip.mean(0) for lip in lips], axis=0)
    parts = _parts(enamel, flesh, (1 - _LIPS_IN_GUMS) * flesh + _LIPS_IN_GUMS * own, mucosa)
    edge = _edge(mesh, size, pitch_deg)
    solid = joined([part for part, _ in parts])
    places = np.concatenate([np.tile(place, (len(part.points), 1)) for part, place in parts])
    points = edge + size * (solid.points + places)
    normals = smooth_normals(solid.points, solid.triangles)
    jaw = jaw_motion(mesh.neutral, mesh.expression, points) * solid.in_jaw[:, None].astype(np.float32)
    tongue_from = len(points) - len(parts[-1][0].points)
    return MouthLayer(
        points=points.astype(np.float32),
        triangles=solid.triangles.astype(np.int32),
        normals=normals.astype(np.float32),
        standing=standing_light(solid.colour, solid.gloss, normals),
        flesh=solid.flesh.astype(np.float32),
        jaw=jaw.reshape(len(jaw), -1),
        tongue=slice(tongue_from, len(points)),
        colour=parts[-1][0].colour,
        gloss=parts[-1][0].gloss,
        upper_edge=_nearest(points, edge),
        lower_edge=_nearest(points, edge + size * parts[-1][1]),
        cheek_x=edge[0] + size * CHEEK_END_CM[0] * np.array([-1.0, 1.0]),
        cheek_z=float(edge[2] + size * CHEEK_END_CM[1]),
        lining=lining_colours(*lips, mucosa),
        cavity=(_CAVITY_RGB * light.exposure).astype(np.float32),
        size=size,
        drawn_seam=drawn_seam,
        colourfulness=light.colourfulness,
        blur_px=light.blur_px,
    )


def _parts(enamel: Floats, flesh: Floats, gums: Floats, mucosa: Floats) -> list[tuple[Part, Floats]]:
    """All parts, the tongue last, and where they stand beside the upper incisors' edge."""
    here = np.zeros(3)
    below = np.array([0.0, OVERBITE_CM, -OVERJET_CM])
    upper = [crowns(UPPER, enamel), backing(UPPER, enamel), gum(UPPER, gums), palate(UPPER, flesh), cheeks(mucosa)]
    dim = enamel * _LOWER_LIGHT
    lower = [crowns(LOWER, dim), backing(LOWER, dim), gum(LOWER, gums), floor(LOWER, flesh), tongue(flesh)]
    return [(part, here) for part in upper] + [(part, below) for part in lower]


def _edge(mesh: AvatarMesh, size: float, pitch_deg: float) -> Floats:
    """Middle of the upper incisors' edge."""
    seam = (mesh.neutral[mesh.paths["upper_lip"]] + mesh.neutral[mesh.paths["lower_lip"]]).astype(np.float64) / 2
    middle = seam[len(seam) // 2]
    behind = float(np.clip(_BEHIND_CM + _arch_beyond(UPPER, size, seam - middle), _BEHIND_CM, _DEEPEST_CM))
    lower = min(max(-np.tan(np.radians(pitch_deg)) * behind, 0.0), _LOOKS_DOWN_CM)
    return np.asarray(middle + size * np.array([0.0, _EDGE_CM - lower, -behind]))


def _arch_beyond(arch: Arch, size: float, seam: Floats) -> float:
    """Distance by which the arch would stand too near to the lips, whose line from the middle on is given."""
    place = stations(arch, np.linspace(-2.2, 2.2, 23)).at * size
    lips = np.interp(place[:, 0], seam[:, 0], seam[:, 2])
    return float(np.max(place[:, 1] - lips) + _CLEAR_CM - _BEHIND_CM)


def _nearest(points: Floats, place: Floats) -> int:
    return int(np.argmin(np.linalg.norm(points - place, axis=1)))


def _enamel(light: PhotoLight, lips: tuple[Floats, Floats]) -> Floats:
    """The person's own enamel, or enamel in the photo's light: neutral, and the brightest in the mouth."""
    exposure = max(light.exposure, _DIMMEST_ENAMEL)
    enamel = _ENAMEL_RGB * exposure * light.tint if light.enamel is None else light.enamel
    brightness = max(float(enamel.max()), _PALEST_OF_SKIN * float(np.max([lip.max() for lip in lips])))
    enamel = enamel * brightness / enamel.max()
    return np.asarray(np.clip(np.maximum(enamel, _MOST_TINT * enamel.max()), 0, 250))


def _lip_colours(mesh: AvatarMesh, photo: Pixels) -> tuple[Floats, Floats]:
    """The photo's lips along their inner edges, RGB 0..255, each of shape (columns, 3)."""
    columns = len(mesh.paths["upper_lip"])
    colours = []
    for rings in (UPPER_LIP_RINGS, LOWER_LIP_RINGS):
        places = (mesh.texture_px[list(rings[-2])] + mesh.texture_px[list(rings[-1])]) / 2
        fine = np.linspace(0, len(places) - 1, columns)
        x, y = (np.interp(fine, np.arange(len(places)), places[:, k]).astype(np.float32) for k in range(2))
        # Widely: one dark or shiny pixel would run in streaks into the mouth.
        span = float(np.linalg.norm(places[-1] - places[0]))
        soft = cv2.GaussianBlur(photo[..., :3], (0, 0), max(1.0, 0.02 * span))
        colours.append(cv2.remap(soft, x[None], y[None] - 0.5, cv2.INTER_LINEAR)[0].astype(np.float64))
    return colours[0], colours[1]
