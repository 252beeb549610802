"""A validation report in a real Chromium: on a phone, by keyboard, without script, on paper."""

from itertools import pairwise

import pytest
from tests.web.test_browser import CONTRAST

PLAN = """
@prefix lw: <https://w3id.org/leerweg/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @base <http://127.0.0.1:8000/> .
<id/trajectory/T-1> a lw:Trajectory ; skos:prefLabel "Een traject met een lange naam, 2026-2028"@nl ;
  lw:aimsAt <id/qualification/BK-0117-2> ; lw:startDate "2026-09-01"^^xsd:date ; lw:hasComponent <id/component/W-1> .
<id/component/W-1> a lw:WorkExperienceComponent ; lw:hasActivity <id/activity/A-1> .
<id/activity/A-1> a lw:LearningActivity ; lw:takesPlaceAt <id/site/0000000000> .
<id/mentor-role/m-young> a lw:MentorRole ; lw:mentorAt <id/site/8998010307> ; lw:attestedMinimumAge 22 .
"""


@pytest.fixture
def page(browser, address):
    """A page as wide as a screen; whatever breaks the policy fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE", base_url=address)
    page = context.new_page()
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def report(page):
    """The page with the report on the plan."""
    page.goto("/validate?lang=nl")
    page.click("text=Geen bestand, maar tekst plakken")
    page.fill("#text", PLAN)
    page.click("form.question button[type=submit]")
    page.wait_for_selector("#verdict")
    return page


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("dossier", [False, True])
def test_a_report_fits_the_screen_and_can_be_read(report, width, dossier):
    """No sideways scrolling on a phone, and text that stands out from its background."""
    if dossier:
        report.click("button[value=html]")
        report.wait_for_selector(".kicker")
    report.set_viewport_size({"width": width, "height": 720})
    report.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert report.evaluate("document.documentElement.scrollWidth") <= width
    assert report.evaluate(CONTRAST) == []


def test_each_finding_is_reached_by_keyboard(report):
    """Tab leads through the causes; Enter goes to one, and its heading says which it is."""
    report.evaluate("document.querySelector('#verdict').tabIndex = -1; document.querySelector('#verdict').focus()")
    report.keyboard.press("Tab")
    focused = report.evaluate("document.activeElement.getAttribute('href')")
    assert focused.startswith("#")
    report.keyboard.press("Enter")
    assert report.evaluate("location.hash") == focused
    assert report.evaluate("document.querySelector(location.hash) !== null")


def test_headings_make_an_outline(report):
    """Who listens to a page hears the verdict, then each cause below it; no level is skipped."""
    levels = report.eval_on_selector_all("main h1, main h2, main h3, main h4", "all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_dossier_prints_whole(report):
    """On paper there are pages of A4 with the verdict first, and no buttons."""
    report.click("button[value=html]")
    report.wait_for_selector(".kicker")
    report.emulate_media(media="print")
    assert report.evaluate(
        "[...document.querySelectorAll('.overview, .anchor, details')].every(one => !one.checkVisibility())"
    )
    assert report.pdf(format="A4").startswith(b"%PDF")
    assert report.title() == "Nazichtverslag"
