"""The NUnit tests of the package's components, one fixture a test.

Some are for Unity's Test Runner too; others need an engine whose clocks are in the test's hand.
"""

from pathlib import Path

import pytest

from tests.plugins.unity.toolchain.build import build
from tests.plugins.unity.toolchain.installation import CACHE
from tests.plugins.unity.toolchain.nunit import RUNNER, run_tests
from tests.plugins.unity.toolchain.project import PACKAGE, SYMBOLS, TESTS, Project

pytestmark = pytest.mark.unity

ASSEMBLIES = {
    "Mien.Unity.Tests": PACKAGE / "Tests" / "Unity",
    "Mien.Headless.Tests": TESTS / "headless",
}


def fixtures(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.rglob("*Tests.cs"))


CASES = [(assembly, fixture) for assembly, folder in ASSEMBLIES.items() for fixture in fixtures(folder)]


@pytest.mark.parametrize(("assembly", "fixture"), CASES, ids=[fixture for _, fixture in CASES])
def test_a_fixture_passes(results, assembly, fixture):
    outcomes = results(assembly).of(fixture)
    assert outcomes, f"no test of {fixture} was run: is its class called like its file?"
    wrong = [f"{each.status} {each.name}\n{each.why}" for each in outcomes if each.status != "Passed"]
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("assembly", ASSEMBLIES)
def test_every_test_was_looked_at(results, assembly):
    assert {outcome.fixture for outcome in results(assembly).outcomes} == set(fixtures(ASSEMBLIES[assembly]))


def game(name: str, *symbols: str) -> tuple[Project, Path]:
    """A project as it is compiled for players, and where its assemblies go."""
    cache = CACHE / name
    cache.mkdir(exist_ok=True)
    if not (cache / "toolchain").exists():
        (cache / "toolchain").symlink_to(CACHE / "toolchain")
    without = {"UNITY_EDITOR", "UNITY_STANDALONE", "UNITY_INCLUDE_TESTS"}
    return Project((PACKAGE, TESTS), symbols=SYMBOLS - without | set(symbols), engine=("UnityEngine",)), cache


def test_what_goes_into_a_game_needs_neither_editor_nor_other_packages(compiled):
    compiled("UnityEngine")
    project, cache = game("game", "UNITY_STANDALONE")
    optional = {"Mien.Timeline", "Mien.Vrm10", "Mien.Vrm0", "Mien.Unity.Tests"}
    assert not optional & set(project.assemblies())
    assert build(project, ["Mien.Unity"], cache).path("Mien.Unity").is_file()


@pytest.mark.parametrize(
    ("platform", "fixture"),
    [("UNITY_WEBGL", "WebTests"), ("UNITY_ANDROID", "AndroidTests"), ("UNITY_IOS", "AppleTests")],
)
def test_a_platform_has_what_it_can_and_says_what_it_cannot(compiled, platform, fixture):
    compiled("UnityEngine")
    project, cache = game(platform.lower(), platform, "UNITY_INCLUDE_TESTS")
    outcomes = run_tests(build(project, ["Mien.Platform.Tests", RUNNER], cache), "Mien.Platform.Tests").outcomes
    assert {outcome.fixture for outcome in outcomes} == {fixture}
    assert [f"{each.name}\n{each.why}" for each in outcomes if each.status != "Passed"] == []
