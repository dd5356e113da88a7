"""One avatar for all tests of the face: making it takes a second, and it is never changed."""

import numpy as np
import pytest

from mien_inference.face import Avatar, Crop, FaceModels, PortraitRenderer, build_avatar, decode_photo


@pytest.fixture(scope="session")
def astronaut(astronaut_png) -> np.ndarray:
    return decode_photo(astronaut_png.read_bytes())


@pytest.fixture(scope="session")
def avatar(astronaut: np.ndarray, face_models: FaceModels) -> Avatar:
    return build_avatar(astronaut, face_models, crop=Crop.FACE)


@pytest.fixture(scope="session")
def renderer(avatar: Avatar) -> PortraitRenderer:
    return PortraitRenderer(avatar, size=256)
