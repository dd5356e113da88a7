"""What is in the repository, and that its parts agree."""

import re
import subprocess
import tomllib
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from tests.hygiene.sources import PACKAGES, ROOT

pytestmark = pytest.mark.hygiene

MAX_WEIGHTS_BYTES = 20 * 1024 * 1024
MAX_FILE_BYTES = 8 * 1024 * 1024
# Heavy or licensed by others: fetched where they are needed, never kept here.
FOREIGN = {".task", ".tflite", ".onnx", ".pt", ".pth", ".ckpt", ".whl", ".mp3"}

WEIGHTS = PACKAGES["mien_inference"] / "weights"


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_versions_agree(project):
    named = project["project"]["version"]
    assert version("mien") == named
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert named in headings or headings[0] == "Unreleased"


def test_every_requirement_is_pinned(project):
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    extras = project["project"]["optional-dependencies"].values()
    asked = [*project["project"]["dependencies"], *(name for extra in extras for name in extra)]
    named = [Requirement(one).name.lower() for one in asked]
    assert [name for name in named if not re.search(rf"^{re.escape(name)}==", pins, re.MULTILINE)] == []


def test_an_installation_without_the_pins_is_near_them(project):
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {name.lower(): pin for name, _, pin in (line.partition("==") for line in lines)}
    extras = {name: asked for name, asked in project["project"]["optional-dependencies"].items() if name != "dev"}
    asked = [Requirement(one) for named in (project["project"]["dependencies"], *extras.values()) for one in named]
    assert [one.name for one in asked if pins[one.name.lower()] not in one.specifier] == []
    assert [one.name for one in asked if "999" in one.specifier] == []


def test_pins_are_exact_and_from_the_index():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", pin)] == []
    names = [pin.partition("==")[0].lower() for pin in pins]
    assert names == sorted(names)


def test_weights_are_small_and_each_has_a_card():
    weights = sorted(WEIGHTS.glob("*.safetensors"))
    assert weights
    assert sum(path.stat().st_size for path in weights) <= MAX_WEIGHTS_BYTES
    assert [path.name for path in weights if not path.with_suffix(".md").is_file()] == []


def test_every_card_names_its_data_and_licence():
    for card in WEIGHTS.glob("*.md"):
        text = card.read_text(encoding="utf-8").lower()
        assert "licen" in text, f"{card.name} does not say under which licence its data is"


def test_the_demo_sentence_is_small_and_has_a_card():
    sentence = PACKAGES["mien_bridge"] / "assets" / "demo_sentence.flac"
    assert sentence.stat().st_size < 300_000
    assert "Apache-2.0" in sentence.with_suffix(".md").read_text(encoding="utf-8")


def test_nothing_of_others_is_kept(tracked):
    assert [name for name in tracked if (ROOT / name).suffix in FOREIGN] == []


def test_no_file_is_large(tracked):
    assert [name for name in tracked if (ROOT / name).stat().st_size > MAX_FILE_BYTES] == []


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_are_typed(package):
    assert (PACKAGES[package] / "py.typed").is_file()


def test_links_between_documents_lead_somewhere(tracked):
    broken = []
    for name in tracked:
        if name.endswith(".md"):
            document = ROOT / name
            for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text(encoding="utf-8")):
                if not (document.parent / target).exists():
                    broken.append(f"{name}: {target}")
    assert broken == []
