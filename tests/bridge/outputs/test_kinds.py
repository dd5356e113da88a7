import logging
import re
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from mien_bridge.outputs import Output, OutputKind, Setting, kinds
from mien_bridge.outputs.kinds import find_output_kind, find_output_kinds
from mien_protocol.errors import MienError
from tests.bridge.outputs.fakes import Recorder

pytestmark = pytest.mark.unit

DOCUMENT = (Path(__file__).parents[3] / "docs" / "outputs.md").read_text(encoding="utf-8")

MINE = OutputKind("mine", "Mine", (Setting("to", "here", "where it goes"),), lambda settings: Recorder())
VMC = OutputKind("vmc", "Not VMC", (), lambda settings: Recorder())
NO_KIND = Recorder


@pytest.fixture
def others(monkeypatch):
    """Packages beside Mien: one good, one that would replace a part, three broken."""
    here = "tests.bridge.outputs.test_kinds"
    entries = EntryPoints(
        EntryPoint(name, value, "mien.outputs")
        for name, value in [
            ("mine", f"{here}:MINE"),
            ("vmc", f"{here}:VMC"),
            ("other", f"{here}:MINE"),
            ("no_kind", f"{here}:NO_KIND"),
            ("absent", "no_such_package:KIND"),
        ]
    )
    monkeypatch.setattr(kinds, "entry_points", lambda group: entries.select(group=group))


def test_built_in_kinds_make_outputs_of_their_defaults():
    found = find_output_kinds()
    for name, kind in found.items():
        assert name == kind.kind
        assert kind.title
        assert all(setting.help and setting.checked(setting.default) == setting.default for setting in kind.settings)
        assert isinstance(kind.output({}), Output)


def test_every_setting_is_documented():
    for kind in find_output_kinds().values():
        for setting in kind.settings:
            assert re.search(rf"^\|.*`{setting.name}`.*\|", DOCUMENT, re.MULTILINE), f"{kind.kind}: {setting.name}"


def test_other_packages_bring_kinds(others):
    assert find_output_kind("mine") is MINE
    assert find_output_kinds()["mine"] is MINE


def test_broken_ones_are_left_out_and_logged(others, caplog):
    with caplog.at_level(logging.WARNING):
        found = find_output_kinds()
    assert {"other", "no_kind", "absent"}.isdisjoint(found)
    assert {record.kind for record in caplog.records} >= {"other", "no_kind", "absent"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent", "the output 'absent' .* cannot be loaded: No module"),
        ("no_kind", "expected an OutputKind of that name"),
        ("other", "expected an OutputKind of that name"),
        ("nothing", "there is no output 'nothing'; there are .*mine"),
    ],
)
def test_one_that_is_not_there_is_said(others, name, said):
    with pytest.raises(MienError, match=said):
        find_output_kind(name)


def test_what_is_built_in_is_not_replaced(others):
    assert find_output_kinds().get("vmc") is not VMC
