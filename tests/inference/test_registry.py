from importlib.metadata import EntryPoint, EntryPoints

import pytest

from mien_inference import registry
from mien_inference.interfaces import FaceRenderer, MotionGenerator, SpeechEncoder
from mien_inference.registry import PartKind, installed, part
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (PartKind.SPEECH_ENCODER, SpeechEncoder),
        (PartKind.MOTION_GENERATOR, MotionGenerator),
        (PartKind.FACE_RENDERER, FaceRenderer),
    ],
)
def test_every_kind_has_a_built_in_part(kind, base):
    assert issubclass(part(kind), base)


@pytest.fixture
def others(monkeypatch):
    """Two packages beside Mien: one good, one broken."""
    group = PartKind.FACE_RENDERER.value
    entries = EntryPoints([
        EntryPoint("meter", "tests.bridge.parts:MeterRenderer", group),
        EntryPoint("broken", "tests.bridge.parts:Missing", group),
        EntryPoint("absent", "no_such_package:Renderer", group),
    ])  # fmt: skip
    monkeypatch.setattr(registry, "entry_points", lambda group: entries.select(group=group))


def test_other_packages_bring_parts(others):
    assert issubclass(part(PartKind.FACE_RENDERER, "meter"), FaceRenderer)
    assert list(installed(PartKind.FACE_RENDERER)) == ["absent", "broken", "meter"]


def test_an_unknown_name_is_answered_with_the_known_ones(others):
    with pytest.raises(
        MienError, match="no face renderer named 'other' is installed; installed: absent, broken, meter"
    ):
        part(PartKind.FACE_RENDERER, "other")


def test_an_empty_group_says_what_to_do(others):
    with pytest.raises(MienError, match="no speech encoder named 'builtin' is installed; installed: none at all"):
        part(PartKind.SPEECH_ENCODER)


@pytest.mark.parametrize("name", ["broken", "absent"])
def test_a_part_that_cannot_be_imported_is_said(others, name):
    with pytest.raises(MienError, match=f"the face renderer '{name}' .* cannot be loaded"):
        part(PartKind.FACE_RENDERER, name)
