"""The badge of a published trajectory."""

from xml.etree import ElementTree as ET

import pytest

from leerweg.validation.reports.badge import Verdict, render_badge

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("lang", "says"), [("nl", "Voorbeeldtraject Fietshersteller duaal"), ("en", "Bicycle repairer"), ("fr", "vélos")]
)
def test_a_published_trajectory_has_a_badge(client, lang, says):
    """A picture with a title that says of which trajectory, and what the verdict is."""
    answer = client.get("/badge/T-2026-97.svg", params={"lang": lang})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/svg+xml"
    root = ET.fromstring(answer.content)  # noqa: S314  # our own
    assert says in root.find(f"{SVG}title").text
    assert root.get("role") == "img"


def test_a_badge_is_asked_once_per_revision(client):
    """It has a tag of the revision: a page that shows it asks for nothing new until something is published."""
    first = client.get("/badge/T-2026-97.svg")
    again = client.get("/badge/T-2026-97.svg", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert client.get("/badge/T-2026-97.svg").elapsed.total_seconds() < 1


def test_what_is_no_published_trajectory_has_no_badge(client, is_problem):
    """Neither a key that nobody has, nor a thing of another kind."""
    for key in ("T-0000", "8998010307", "..%2F..%2Fetc"):
        is_problem(client.get(f"/badge/{key}.svg"), 404)


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_each_verdict_is_told_in_words(verdict, language):
    """Nobody has to see colours; a name that is markup stays a name."""
    root = ET.fromstring(render_badge(verdict, "<b>&", language))  # noqa: S314  # our own
    told = [text.text for text in root.iter(f"{SVG}text")]
    assert len(told) == 2
    assert root.find(f"{SVG}title").text == f"<b>&{' :' if language == 'fr' else ':'} {told[1]}"
