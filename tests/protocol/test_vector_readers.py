"""The golden messages, as a msgpack sees them that knows nothing of us."""

import json
import subprocess

import pytest

from mien_protocol.vectors.files import VECTORS_FOLDER, golden_vectors
from mien_protocol.vectors.websocket import envelope_vectors

pytestmark = pytest.mark.real


def read_by_node(readers, folder):
    command = ["node", "read_vectors.mjs", str(folder)]
    return json.loads(subprocess.run(command, cwd=readers, check=True, capture_output=True).stdout)


def test_node_reads_in_them_what_they_say(node_readers):
    seen = read_by_node(node_readers, VECTORS_FOLDER)
    assert sorted(seen["read"]) == sorted(vector.name for vector in golden_vectors())
    assert seen["differing"] == {}


def test_node_reads_envelopes(node_readers):
    seen = read_by_node(node_readers, VECTORS_FOLDER / "websocket")
    assert sorted(seen["read"]) == sorted(vector.name for vector in envelope_vectors())
    assert seen["differing"] == {}


def test_node_sees_what_is_wrong_in_envelopes(node_readers, tmp_path):
    for name, old, new in (
        ("subscribe", '"channel": "subscribe"', '"channel": "control"'),
        ("live-speak", "Good morning", "Good evening"),
        ("push_audio-wide-lengths", "-32768", "-32767"),
    ):
        text = (VECTORS_FOLDER / "websocket" / f"{name}.json").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / f"{name}.json").write_text(text.replace(old, new), encoding="utf-8")
    seen = read_by_node(node_readers, tmp_path)
    assert seen["differing"] == {
        "subscribe": ["channel"],
        "live-speak": ["header"],
        "push_audio-wide-lengths": ["payload"],
    }


def test_node_sees_what_is_wrong(node_readers, tmp_path):
    for name, old, new in (
        ("cancelled", '"epoch": 1', '"epoch": 2'),
        ("ping-smallest-time", '"-9223372036854775808"', '"-9223372036854775807"'),
        ("motion_frame-m1l", '"latent": [-1.25', '"latent": [-1.5'),
        ("motion_frame-m1", "0.10000000149011612", "0.1"),
        ("face_frame-rgba8", '"rgba": {"$bin": "00', '"rgba": {"$bin": "01'),
        ("audio_frame-i2", "-32768", "-32767"),
    ):
        text = (VECTORS_FOLDER / f"{name}.json").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / f"{name}.json").write_text(text.replace(old, new), encoding="utf-8")
    seen = read_by_node(node_readers, tmp_path)
    in_header = {"cancelled", "ping-smallest-time"}
    assert seen["differing"] == {name: ["header" if name in in_header else "payload"] for name in seen["read"]}
    assert len(seen["read"]) == 6
