"""The pages in a real Chromium: on a phone, by keyboard, with and without the script."""

import re

import pytest
from playwright.sync_api import expect

PATHS = [
    "/",
    "/?thing=bkc0044352&region=BE22&on=2026-09-15",
    "/?thing=bkc0014567&on=2026-09-15&basis=available",
    "/?thing=BK-0117-2&region=BE22&on=2026-09-15",
    "/?thing=S-93&on=2026-09-15",
    "/?thing=bkc0050066&region=BE22&on=2026-09-15",
    "/?q=elektro",
    "/?q=fietsherstelling&on=x",
    "/combine",
    "/combine?of=S-93&region=BE22&near=Hasselt&on=2026-09-15&until=2027-06-30",
    "/combine?of=BK-0117-2&near=Hasselt&possible=true&on=2026-09-15&lang=fr",
    "/combine?of=elektro",
    "/combine?of=S-93&within=x&on=y",
    "/questions",
    "/questions/find_workplaces",
    "/questions/list_rules?lang=fr",
    "/questions/list_mandates?lang=fr&body=x&on=2026-13-01",
    "/questions/list_gaps?qualification=elektro",
    "/validate",
    "/doc/site/8998010604",
    "/doc/programme/S-93",
    "/doc/competence/bkc0044352",
    "/ns?format=html",
    "/ns/trajectory?format=html",
    "/shapes?format=html",
    "/shapes/oao-minimum-hours?format=html",
    "/scheme/route?format=html",
]
# Text that stands on its own background with less than 4.5:1; what is disabled, hidden or a drawing is left out.
CONTRAST = """() => {
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * x + .7152 * y + .0722 * z;
  };
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest("svg") || !element.checkVisibility()) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(`${element.tagName} ${element.textContent.trim().slice(0, 40)} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


def _unanswered(request):
    """A request that failed; one given up because its page was left is none."""
    return [] if request.failure == "net::ERR_ABORTED" else [request.url]


@pytest.fixture
def page(browser, address):
    """A fresh page; whatever its console complains about fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE", base_url=address)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.on("requestfailed", lambda request: complaints.extend(_unanswered(request)))
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_no_page_scrolls_sideways(page, path, width):
    """A phone shows every page whole."""
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(path)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PATHS)
def test_text_stands_out_from_its_background(page, path):
    """Every text has a contrast of 4.5 to 1 at least."""
    page.goto(path)
    assert page.evaluate(CONTRAST) == []


def test_touch_targets_are_large_enough(page):
    """Fields, buttons and the links of the head are 24 pixels high at least."""
    page.set_viewport_size({"width": 375, "height": 720})
    page.goto("/")
    for target in page.locator("header a, button, input:visible, select, .examples a").all():
        box = target.bounding_box()
        if box["x"] >= 0 and target.get_attribute("type") != "radio":
            assert box["height"] >= 24, target.inner_text()


def test_a_question_is_asked_by_keyboard_alone(page):
    """Skip link, fields in order, radio buttons by arrow, a suggestion by arrow and Enter, the answer by Enter."""
    page.goto("/?lang=nl&on=2026-09-15")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("fietsher")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text("BK-0117-2")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("Fietshersteller")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("hassel")
    expect(page.locator("#municipality")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#basis-recognised").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#basis-available")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Fietshersteller")
    expect(page.locator(".asked")).to_contain_text("Hasselt")
    expect(page.locator(".asked")).to_contain_text("beschikbaar")


def test_every_stop_of_the_keyboard_can_be_seen(page):
    """Whatever has the focus has an outline."""
    page.goto(PATHS[3])
    for _ in range(40):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2 or page.evaluate("document.activeElement === document.body")


def test_escape_closes_the_suggestions(page):
    """Suggestions go away when they are not wanted, and what was typed stays."""
    page.goto("/")
    page.locator("#q").press_sequentially("fiets")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("fiets")


def test_typing_on_forgets_what_was_chosen(page):
    """A choice does not stick to other words."""
    page.goto("/?thing=BK-0117-2&lang=nl")
    page.locator("#q").fill("S-93")
    page.get_by_role("button", name="Zoek werkplekken").click()
    expect(page.locator("h1")).to_have_text("Elektrotechnieken duaal")


def test_everything_works_without_a_script(browser, address):
    """Ask, choose among candidates, read the proof, open the workplace, change language."""
    context = browser.new_context(java_script_enabled=False, base_url=address, locale="nl-BE")
    page = context.new_page()
    page.goto("/")
    page.locator("#q").fill("banden")
    page.get_by_role("button", name="Zoek werkplekken").click()
    expect(page.locator("#problems")).to_have_text("Wat bedoel je?")
    page.get_by_role("link", name=re.compile("Banden en wielen vervangen")).click()
    expect(page.locator("h1")).to_have_text("Banden en wielen vervangen")
    page.locator(".card h3 a").first.click()
    expect(page.locator("h2").first).to_have_text("Erkenningen")
    page.locator("a[hreflang=en]").click()
    expect(page.locator("h2").first).to_have_text("Recognitions")
    context.close()


def test_a_document_is_checked_in_the_browser(page, tmp_path):
    """Choose a file, send it, read the report."""
    document = tmp_path / "mentor.ttl"
    document.write_text(
        "@prefix lw: <https://w3id.org/leerweg/ns#> .\n"
        "<https://example.org/m> a lw:MentorRole ; lw:isEligible true ; lw:attestedMinimumAge 22 .\n",
        encoding="utf-8",
    )
    page.goto("/validate?lang=nl")
    page.set_input_files("#file", str(document))
    page.get_by_role("button", name="Kijk na").click()
    expect(page.locator("section.report")).to_contain_text("mentor.ttl voldoet niet")
    expect(page.locator(".rule").first).to_contain_text("Hoe voldoen")


def test_print_leaves_out_what_paper_cannot_use(page):
    """On paper stands the answer, without form or menu."""
    page.goto(PATHS[1])
    page.emulate_media(media="print")
    expect(page.locator("aside")).to_be_hidden()
    expect(page.locator(".card").first).to_be_visible()


def test_a_question_of_the_catalogue_by_keyboard_alone(page):
    """From the list to a question, its field filled in with a suggestion, its answer, and the wide table scrolled."""
    page.goto("/questions?lang=en")
    page.get_by_role("link", name="The standard trajectories of a programme").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("The standard trajectories of a programme")
    page.locator("#p-programme").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("fietsher")
    expect(page.locator("#p-programme")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#p-programme")).not_to_have_value("fietsher")
    page.keyboard.press("Enter")
    expect(page.locator("caption")).to_contain_text("row")
    expect(page.locator("tbody")).to_contain_text("Bicycle repairer (dual)")
    page.goto("/questions/find_workplaces?lang=en&competence=bkc0044352&on=2026-10-01")
    table = page.locator(".wide-table")
    table.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(40):  # scrolling is smooth
        if table.evaluate("table => table.scrollLeft"):
            break
        page.wait_for_timeout(50)
    assert table.evaluate("table => table.scrollLeft") > 0


def test_an_answer_of_the_catalogue_fits_a_phone(page):
    """On a narrow screen each row is a list of named values, and what is empty takes no place."""
    page.set_viewport_size({"width": 375, "height": 720})
    page.goto("/questions/find_workplaces?lang=nl&competence=bkc0044352&on=2026-10-01")
    assert page.locator("thead").bounding_box()["height"] <= 1
    first = page.locator("tbody tr").first.locator("td")
    assert first.first.evaluate("cell => getComputedStyle(cell, '::before').content") == '"vestiging"'
    assert page.locator("td.empty").first.is_hidden()
