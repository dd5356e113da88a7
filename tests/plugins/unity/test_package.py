"""The package as Unity's Package Manager sees it: manifest, .meta files, assembly definitions."""

import json
import re
from collections import Counter

import pytest

from tests.hygiene.sources import ROOT
from tests.plugins.unity.toolchain.asmdef import read_assembly
from tests.plugins.unity.toolchain.metas import add_missing, guid_of, meta_of, owners
from tests.plugins.unity.toolchain.project import PACKAGE
from tests.plugins.unity.toolchain.reference import REFERENCE, made

pytestmark = pytest.mark.hygiene

# Assemblies of others that the package may ask for; Unity passes over those that are not there.
FOREIGN = {"UnityEngine.TestRunner", "UnityEditor.TestRunner", "Unity.Timeline", "VRM10", "VRM"}
MAX_FILE_LINES = 350

DEFINITIONS = sorted(PACKAGE.rglob("*.asmdef"))
SOURCES = sorted(PACKAGE.rglob("*.cs"))


@pytest.fixture(scope="module")
def manifest() -> dict:
    return json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))


def test_every_file_has_a_meta():
    assert [owner.relative_to(PACKAGE).as_posix() for owner in owners() if not meta_of(owner).is_file()] == [], (
        "add them: python -m tests.plugins.unity.toolchain.metas"
    )


def test_no_meta_is_an_orphan():
    known = {meta_of(owner) for owner in owners()}
    assert [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.meta") if path not in known] == []


def test_guids_are_unique():
    guids = Counter(guid_of(path) for path in PACKAGE.rglob("*.meta"))
    assert guids
    assert [guid for guid, count in guids.items() if count > 1] == []


def test_metas_are_made_once_and_kept(tmp_path):
    (tmp_path / "Runtime" / "Core").mkdir(parents=True)
    (tmp_path / "Samples~" / "Talk").mkdir(parents=True)
    for name in ("Runtime/Core/A.cs", "package.json", "Samples~/Talk/B.cs"):
        (tmp_path / name).touch()
    added = {path.relative_to(tmp_path).as_posix() for path in add_missing(tmp_path)}
    assert added == {
        "Runtime.meta",
        "Runtime/Core.meta",
        "Runtime/Core/A.cs.meta",
        "package.json.meta",
        "Samples~/Talk.meta",
        "Samples~/Talk/B.cs.meta",
    }
    assert "folderAsset: yes" in (tmp_path / "Runtime.meta").read_text(encoding="utf-8")
    before = guid_of(tmp_path / "Runtime" / "Core" / "A.cs.meta")
    (tmp_path / "Runtime" / "Core" / "A.cs").write_text("// changed", encoding="utf-8")
    assert add_missing(tmp_path) == []
    assert guid_of(tmp_path / "Runtime" / "Core" / "A.cs.meta") == before


def test_the_manifest_is_what_the_package_manager_expects(manifest):
    assert manifest["name"] == "com.mien.face"
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"])
    assert manifest["unity"] == "2022.3"
    for name in ("README.md", "CHANGELOG.md", "LICENSE.md"):
        assert (PACKAGE / name).is_file()
    assert (PACKAGE / "LICENSE.md").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_the_package_needs_modules_of_the_engine_alone(manifest):
    # Named, because a project may have them off.
    assert manifest["dependencies"]
    assert all(re.fullmatch(r"com\.unity\.modules\.[a-z]+", name) for name in manifest["dependencies"])


def test_the_client_calls_itself_by_the_packages_version(manifest):
    options = (PACKAGE / "Runtime" / "Core" / "Client" / "ClientOptions.cs").read_text(encoding="utf-8")
    assert f'"mien-unity {manifest["version"]}"' in options


def test_every_sample_is_listed_and_there(manifest):
    listed = {sample["path"] for sample in manifest["samples"]}
    folders = {f"Samples~/{path.name}" for path in (PACKAGE / "Samples~").glob("*") if path.is_dir()}
    assert listed == folders


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.stem)
def test_an_assembly_is_called_like_its_file_and_refers_to_what_there_is(path):
    assembly = read_assembly(path)
    assert assembly.name == path.stem
    assert not json.loads(path.read_text(encoding="utf-8")).keys() & {"program", "documented"}
    known = {definition.stem for definition in DEFINITIONS} | FOREIGN
    assert set(assembly.references) <= known


def test_the_core_knows_no_engine():
    assert not read_assembly(PACKAGE / "Runtime" / "Core" / "Mien.Core.asmdef").engine


def test_no_source_is_too_long():
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > MAX_FILE_LINES} == {}


def test_the_reference_says_what_the_comments_say():
    assert REFERENCE.read_text(encoding="utf-8") == made(), (
        "make it anew: python -m tests.plugins.unity.toolchain.reference"
    )
    assert not re.search(r"^\| `.*` \|  \|$", made(), re.MULTILINE), "every member has a summary"
    assert len(re.findall("^### Mien", made(), re.MULTILINE)) > 15


def test_nothing_is_left_for_later():
    # Written in pieces, so that this file does not contain them.
    forbidden = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception")))
    found = [path.name for path in SOURCES if forbidden.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_source_asks_for_nullable_checks_and_holds_the_type_of_its_name():
    wrong = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        named = re.search(rf"\b(class|struct|interface|enum) {path.stem.partition('.')[0]}\b", text)
        if path.stem != "AssemblyInfo" and not (text.startswith("#nullable enable\n") and named):
            wrong.append(path.name)
    assert wrong == []
