"""Whoever uses a keyboard, a screen reader, a telephone: the studio is theirs, too."""

import pytest

pytestmark = pytest.mark.e2e

SERIOUS = {"serious", "critical"}

FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element.matches(".choice input") ? element.nextElementSibling : element);
  return {
    name: element.ariaLabel || element.labels?.[0]?.textContent || element.textContent || element.title ||
      document.getElementById(element.getAttribute("aria-labelledby"))?.textContent || "",
    tag: element.tagName, isSeen: box.width > 0 && box.height > 0 && style.outlineStyle !== "none",
  };
}"""

# What can be reached by a mouse: of radios that belong together one is enough.
REACHABLE = """() => [
  ...document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex='0']"),
].filter(
  (element) => element.checkVisibility() && !element.disabled && (element.type !== "radio" || element.checked)
).length"""


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_axe_finds_nothing_serious(visit, show, built_page, scheme, width):
    visited = visit(show.studio, color_scheme=scheme, viewport={"width": width, "height": 800})
    visited.shows("on air")
    visited.page.get_by_role("button", name="Add an output").click()
    visited.page.evaluate((built_page / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = visited.page.evaluate("() => axe.run(document)")
    assert found["passes"]
    wrong = [rule for rule in found["violations"] if rule["impact"] in SERIOUS]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in wrong] == []


def test_a_keyboard_reaches_everything_and_shows_where_it_is(studio):
    page = studio.page
    wanted = page.evaluate(REACHABLE)
    walked = []
    page.locator("body").press("Tab")
    while (focused := page.evaluate(FOCUSED)) is not None and len(walked) < 3 * wanted:
        walked.append(focused)
        page.keyboard.press("Tab")
    assert len(walked) >= wanted > 20
    assert [one for one in walked if not one["isSeen"]] == []
    assert [one for one in walked if not one["name"].strip()] == []


def test_nothing_is_wider_than_the_window(studio):
    for width in (320, 390, 768, 1280, 1900):
        studio.page.set_viewport_size({"width": width, "height": 800})
        assert studio.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_whoever_wants_no_motion_sees_none_of_the_page(visit, show):
    visited = visit(show.studio, reduced_motion="reduce")
    durations = visited.page.evaluate(
        "() => [...document.querySelectorAll('*')].map((one) => getComputedStyle(one).transitionDuration)"
    )
    assert set(durations) == {"0s"}
