"""The NUnit tests of the package's core, one fixture a test: they run in Unity's Test Runner, and here."""

import pytest

from tests.plugins.unity.toolchain.project import PACKAGE

pytestmark = pytest.mark.unity

ASSEMBLY = "Mien.Core.Tests"
FIXTURES = sorted(path.stem for path in (PACKAGE / "Tests" / "Core").rglob("*Tests.cs"))


@pytest.mark.parametrize("fixture", FIXTURES)
def test_a_fixture_passes(results, fixture):
    outcomes = results(ASSEMBLY).of(fixture)
    assert outcomes, f"no test of {fixture} was run: is its class called like its file?"
    wrong = [f"{each.status} {each.name}\n{each.why}" for each in outcomes if each.status != "Passed"]
    assert not wrong, "\n\n".join(wrong)


def test_every_test_was_looked_at(results):
    ran = results(ASSEMBLY)
    assert {outcome.fixture for outcome in ran.outcomes} == set(FIXTURES)
    passed = sum(outcome.status == "Passed" for outcome in ran.outcomes)
    failed = sum(outcome.status == "Failed" for outcome in ran.outcomes)
    skipped = len(ran.outcomes) - passed - failed
    assert ran.closing == f"{passed} passed, {failed} failed, {skipped} skipped"
