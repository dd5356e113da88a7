"""The face: a photo to an avatar, an avatar and motion to pictures."""

from mien_inference.face.avatar import Avatar, build_avatar
from mien_inference.face.paint.background import KEEP, TRANSPARENT, Background, BackgroundPicture
from mien_inference.face.photo.decoding import decode_photo
from mien_inference.face.photo.framing import Crop
from mien_inference.face.photo.landmarks import FoundFace, find_faces
from mien_inference.face.photo.models import FaceModels
from mien_inference.face.renderer import PortraitRenderer
from mien_inference.face.unwrap.close_up import close_up, picture_side
from mien_inference.face.unwrap.texture import TextureRenderer

__all__ = [
    "KEEP",
    "TRANSPARENT",
    "Avatar",
    "Background",
    "BackgroundPicture",
    "Crop",
    "FaceModels",
    "FoundFace",
    "PortraitRenderer",
    "TextureRenderer",
    "build_avatar",
    "close_up",
    "decode_photo",
    "find_faces",
    "picture_side",
]
