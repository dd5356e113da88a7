"""The golden messages: up to date, of every message, and read as they say."""

import json

import pytest

from mien_protocol.codec import decode, encode
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.table import BY_CLASS, TABLE, Sender, Socket
from mien_protocol.vectors.files import VECTORS_FOLDER, golden_vectors, vector_files, write_vectors

pytestmark = pytest.mark.unit

FILES = sorted(VECTORS_FOLDER.glob("*.json"))
MALFORMED = sorted((VECTORS_FOLDER / "malformed").glob("*.json"))


def loaded(path):
    vector = json.loads(path.read_text(encoding="utf-8"))
    parts = [bytes.fromhex(part) for part in vector["parts"]]
    return vector, (parts, Socket(vector["socket"]), Sender(vector["sender"]))


def test_the_files_are_up_to_date():
    written = {path.relative_to(VECTORS_FOLDER).as_posix(): path for path in VECTORS_FOLDER.rglob("*.json")}
    assert {name: path.read_text(encoding="utf-8") for name, path in written.items()} == vector_files(), (
        "write them again: python -m mien_protocol.vectors"
    )


def test_writing_removes_what_is_no_more(tmp_path):
    (tmp_path / "malformed").mkdir()
    old = [tmp_path / "dance.json", tmp_path / "malformed" / "dance.json"]
    for path in old:
        path.write_text("{}", encoding="utf-8")
    kept = tmp_path / "notes.txt"
    kept.touch()
    write_vectors(tmp_path)
    assert not any(path.exists() for path in old)
    assert kept.exists()
    assert len(list(tmp_path.rglob("*.json"))) == len(vector_files())


def test_every_message_is_shown():
    shown = {type(vector.message()) for vector in golden_vectors()}
    assert shown == {row.cls for row in TABLE}


def test_every_layout_is_shown():
    layouts = [loaded(path)[0]["layout"] for path in FILES]
    assert {layout["layout"] for layout in layouts if layout} == {"m1", "m1l", "rgba8", "jpeg", "i2"}


def test_names_are_unique():
    names = [vector.name for vector in golden_vectors()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_golden_message_is_read(path):
    vector, place = loaded(path)
    message = decode(*place)
    assert BY_CLASS[type(message)].name == vector["type"]
    assert (encode(message) == place[0]) == vector["canonical"]


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_a_malformed_message_earns_its_error(path):
    vector, place = loaded(path)
    with pytest.raises(ProtocolError) as caught:
        decode(*place)
    assert {"code": caught.value.code, "re": caught.value.re} == vector["error"]
