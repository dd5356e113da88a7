"""The avatar: everything a renderer needs of one person, made once from one photo."""

import logging
import math
from dataclasses import dataclass, replace

import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Pixels
from mien_inference.face.mouth.layer import MouthLayer, PhotoLight, mouth_layer
from mien_inference.face.paint.drawn_eyes import drawn_eye, mirrored_eye
from mien_inference.face.paint.eyes import EyeLayer, eye_layer
from mien_inference.face.photo.framing import Crop, Framing, frame_photo
from mien_inference.face.photo.landmarks import FoundFace, find_faces
from mien_inference.face.photo.layers import Layers, split_layers
from mien_inference.face.photo.matte import person_matte
from mien_inference.face.photo.models import FaceModels
from mien_inference.face.photo.retouch import with_soft_folds, without_teeth
from mien_inference.face.photo.sharpness import blur_px
from mien_inference.face.photo.skin import colourfulness, enamel_colour, light_of
from mien_inference.face.photo.transparency import on_paper, own_matte
from mien_inference.face.photo.upright import is_upside_down
from mien_inference.face.shape.headframe import HeadFrame
from mien_inference.face.shape.lid_opening import EYES, LidOpening, Lids, lid_opening, opening_cm
from mien_inference.face.shape.mesh import AvatarMesh, build_mesh
from mien_inference.face.shape.mouth_expression import MouthExpression, mouth_expression
from mien_protocol.errors import MienError

__all__ = ["MAX_YAW_DEG", "MIN_FACE_PX", "Avatar", "build_avatar"]

MIN_FACE_PX = 60
"""Smaller faces have lips of a few pixels, which cannot be seen to speak."""

MAX_YAW_DEG = 30.0
"""Turned further, the far half of the face is not in the photo."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Avatar:
    """One person, ready to be rendered at any size.

    Attributes:
        frame_size: Width and height of the framing at working resolution, pixels.
        frame_in_photo: Left, top, right and bottom of the frame in the photo, as shares of it; beyond 0..1 outside.
        head: The head on the canvas.
        mesh: The face and what hangs round it.
        layers: Person and background.
        mouth: The inside of the mouth.
        eyes: Right and left eye.
        findings: What the photo shows that is not neutral: one sentence each, with what will be weak.
    """

    frame_size: tuple[int, int]
    frame_in_photo: tuple[float, float, float, float]
    head: HeadFrame
    mesh: AvatarMesh
    layers: Layers
    mouth: MouthLayer
    eyes: tuple[EyeLayer, EyeLayer]
    findings: tuple[str, ...] = ()


def build_avatar(
    photo: Pixels,
    models: FaceModels,
    *,
    crop: Crop = Crop.PHOTO,
    aspect: float | None = None,
    face: int | None = None,
    neutral: bool = True,
) -> Avatar:
    """Makes an avatar from a photo.

    Args:
        photo: RGB, or RGBA whose alpha cuts the person out, shape (height, width, 3 or 4), as from `decode_photo`.
        models: Where the model files lie.
        crop: What of the photo is shown.
        aspect: Width by height of what is shown; None is that of the crop.
        face: Which face, counted from 1 at the left; None if there is but one.
        neutral: Undoes the photo's expression; otherwise the face at rest is the photo's.

    Raises:
        MienError: If the photo shows no face, several and none was chosen, or the face is too small, turned
            too far away or upside down.
    """
    laid = on_paper(photo)
    opaque = np.ascontiguousarray(laid[..., :3])
    chosen = _chosen(find_faces(opaque, models), face, opaque)
    if is_upside_down(opaque, chosen, models):
        raise MienError("the face is upside down; turn the photo by 180 degrees")
    framing, alpha = _framed(frame_photo(laid, chosen, crop, aspect))
    corner, margin = np.array(framing.corner), framing.margin_px
    to_canvas = (margin - corner).astype(np.float64)
    on_canvas = framing.face.transformed(1.0, (float(to_canvas[0]), float(to_canvas[1])))
    head, landmarks = HeadFrame.of_landmarks(on_canvas.points)
    _check_turn(head)
    width, height = framing.size
    lids = lid_opening(landmarks) if neutral else LidOpening.none()
    canvas_size = (width + 2 * margin, height + 2 * margin)
    mouth = mouth_expression(landmarks, framing.face.smiles)
    let_go = mouth.smiles if neutral else None
    mesh = build_mesh(head, landmarks, let_go, canvas_size, lids=lids.displacement)
    exposure, tint = light_of(framing.picture, framing.face)
    light = PhotoLight(
        exposure=exposure,
        tint=tint,
        colourfulness=colourfulness(framing.picture, framing.face),
        enamel=enamel_colour(framing.picture, framing.face) if mouth.parted else None,
        blur_px=blur_px(framing.picture, framing.face),
    )
    layers = _layers(framing, alpha, models, mouth if neutral else None)
    _log.info("avatar.built", extra={"yaw_deg": head.angles_deg[0], "lips_parted": mouth.parted, "exposure": exposure})
    findings = (*lids.findings, *(mouth.findings if neutral else ()))
    for finding in findings:
        _log.info("avatar.finding", extra={"finding": finding})
    return Avatar(
        frame_size=framing.size,
        frame_in_photo=framing.in_photo,
        head=head,
        mesh=mesh,
        layers=layers,
        mouth=mouth_layer(
            mesh, layers.person, light, pitch_deg=head.angles_deg[1], drawn_seam=mouth.parted and neutral
        ),
        eyes=_eyes(framing, landmarks, to_canvas, lids),
        findings=findings,
    )


def _framed(framing: Framing) -> tuple[Framing, Floats32 | None]:
    """A framed photo without its alpha, and that, 0..1; None if it has none."""
    picture = framing.picture
    if picture.shape[2] == 3:
        return framing, None
    alpha = np.asarray(picture[..., 3] / 255, np.float32)
    return replace(framing, picture=np.ascontiguousarray(picture[..., :3])), alpha


def _layers(framing: Framing, alpha: Floats32 | None, models: FaceModels, undone: MouthExpression | None) -> Layers:
    matte = person_matte(framing.picture, framing.face, models)
    if alpha is not None:
        matte = own_matte(alpha, matte)
    picture = framing.picture
    if undone is not None:
        picture = with_soft_folds(picture, framing.face, undone.smiles)
        picture = without_teeth(picture, framing.face) if undone.parted else picture
    return split_layers(framing, picture, matte)


def _eyes(framing: Framing, landmarks: Floats, to_canvas: Floats, lids: LidOpening) -> tuple[EyeLayer, EyeLayer]:
    def taken(side: str) -> EyeLayer:
        return eye_layer(
            framing.picture, framing.face, EYES[side], side=side, landmarks_cm=landmarks, to_canvas=to_canvas
        )

    def completed(layer: EyeLayer, other: EyeLayer) -> EyeLayer:
        seen = lids.seen[layer.side]
        if seen not in {Lids.SHUT, Lids.LOWERED}:
            return layer
        if lids.mirrors(layer.side):
            return mirrored_eye(layer, other)
        eye, shows = EYES[layer.side], seen is Lids.LOWERED
        # Lids go up and down in the photo's plane, but for what the head nods.
        opening_px = opening_cm(landmarks + lids.padded, eye) * layer.lid.photo_px_per_cm
        return drawn_eye(layer, framing.picture, framing.face, eye, opening_px=opening_px, iris_shows=shows)

    right, left = taken("Right"), taken("Left")
    return completed(right, left), completed(left, right)


def _chosen(faces: list[FoundFace], choice: int | None, photo: Pixels) -> FoundFace:
    height, width = photo.shape[:2]
    if not faces:
        raise MienError(
            f"no face found in the photo ({width}x{height}); expected a large, upright one that looks to the camera, "
            "well lit, its eyes, nose and mouth uncovered"
        )
    if choice is None and len(faces) > 1:
        places = ", ".join(f"{k} at x {f.centre_px[0]:.0f}, y {f.centre_px[1]:.0f}" for k, f in enumerate(faces, 1))
        raise MienError(
            f"{len(faces)} faces found in the photo ({places}, from left to right); choose one with --face N"
        )
    if choice is not None and not 1 <= choice <= len(faces):
        raise MienError(f"there is no face {choice}: {len(faces)} found, counted from 1 at the left")
    face = faces[(choice or 1) - 1]
    if face.height_px < MIN_FACE_PX:
        raise MienError(
            # Rounded down: 59.96 must not read as 60.
            f"the face is too small: {math.floor(10 * face.height_px) / 10} pixels from forehead to chin, "
            f"expected at least {MIN_FACE_PX}; use a larger or closer photo"
        )
    return face


def _check_turn(head: HeadFrame) -> None:
    yaw = head.angles_deg[0]
    if abs(yaw) > MAX_YAW_DEG:
        side = "its left" if yaw > 0 else "its right"
        raise MienError(
            f"the face is turned {abs(yaw):.0f} degrees to {side}, expected at most {MAX_YAW_DEG:.0f}; "
            "use a photo that looks towards the camera"
        )
