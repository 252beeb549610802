"""The tutorial, walked through: every answer is what it says."""

import re
from html import unescape
from pathlib import Path

import pytest

TUTORIAL = (Path(__file__).parents[2] / "docs" / "tutorial" / "first-question.md").read_text(encoding="utf-8")
ANSWERS = re.findall(r"http://127\.0\.0\.1:8000(/\?[^)\s]+)", TUTORIAL)


def text_of(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])).split())


@pytest.mark.parametrize(
    ("thing", "says", "silent"),
    [
        (
            "bkc0044352",
            ["2 workplaces can teach", "Bandenhuis Rubberland, Genk", "Wielservice Vier Seizoenen"],
            "possible The",
        ),
        ("S-93", ["42 of the 43 competences", "(ATEX)"], "Kempen Exzone"),
        ("bkc0044357", ["No workplace found", "1 workplace if you ask for: stated"], "De Zware Rol"),
        ("BK-0117-2", ["2 workplaces", "Fietsatelier De Gouden Spaak, Hasselt"], "Trapkracht Bree"),
    ],
)
def test_the_answers_are_those_of_the_tutorial(client, thing, says, silent):
    """Whoever follows the tutorial sees what it tells."""
    address = next(address for address in ANSWERS if f"thing={thing}&" in address)
    page = text_of(client.get(address).text)
    assert all(words in page for words in says)
    assert silent not in page


def test_travelling_in_time_finds_the_lapsed_recognition(client):
    """On its last day a recognition still proves."""
    page = text_of(client.get("/?thing=bkc0044357&region=BE22&on=2026-06-30&lang=en").text)
    assert "✓ proved The workplace teaches this competence." in page
    assert "Bandencentrale De Zware Rol" in page


def test_the_document_of_the_tutorial_gets_its_report(client):
    """The finding about the mentor's age, in the line it stands in."""
    document = re.search(r"```turtle\n(.*?)```", TUTORIAL, re.DOTALL)[1]
    response = client.post("/validate?lang=en", files={"file": ("mentor.ttl", document.encode())})
    page = text_of(response.text)
    assert "mentor.ttl does not conform" in page
    assert "mentor.ttl, line 2" in page
    assert "22" in page
