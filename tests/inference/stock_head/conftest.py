import shutil

import numpy as np
import pytest

from mien_inference.stock_head import build_stock_head
from mien_inference.stock_head.glb import encode_glb
from mien_inference.stock_head.location import find_data_dir
from mien_protocol.rig import EXPRESSION_INDEX

READ_FILES = (
    "mpfb2/3dobjs/base.obj",
    "mpfb2/rigs/standard/rig.default.json",
    "mpfb2/rigs/standard/weights.default.json",
)
READ_FOLDERS = ("mpfb2/targets/macrodetails", "mpfb2/textures", "faceunits01/targets/faceunits")


@pytest.fixture(scope="session")
def head():
    return build_stock_head()


@pytest.fixture(scope="session")
def parts(head):
    return {part.name: part for primitives in head.meshes.values() for part in primitives}


@pytest.fixture(scope="session")
def glb(head):
    return encode_glb(head)


@pytest.fixture(scope="session")
def glb_path(glb, tmp_path_factory):
    path = tmp_path_factory.mktemp("head") / "head.glb"
    path.write_bytes(glb)
    return path


@pytest.fixture
def data_copy(tmp_path):
    """The files that the head is made from, to be spoilt."""
    source = find_data_dir()
    for name in READ_FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, tmp_path / name)
    for name in READ_FOLDERS:
        shutil.copytree(source / name, tmp_path / name, ignore=shutil.ignore_patterns("height", "proportions"))
    return tmp_path


@pytest.fixture(scope="session")
def posed(parts):
    """Positions of one part under some coefficients."""

    def pose(part, **coefficients):
        rows = [EXPRESSION_INDEX[name] for name in coefficients]
        values = np.array(list(coefficients.values()), np.float32)
        return parts[part].positions + np.tensordot(values, parts[part].position_deltas[rows], axes=1)

    return pose
