"""The page of combinations, as readers of three languages get it."""

from __future__ import annotations

import csv
import html
import io
import re

import openpyxl
import pytest

ASKED = {"of": "S-93", "region": "BE22", "near": "Hasselt", "on": "2026-09-15", "until": "2027-06-30"}


@pytest.fixture
def read(client):
    """The text of a page; its status is as expected."""

    def get(status=200, **asked):
        answer = client.get("/combine", params=asked)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        return html.unescape(answer.text)

    return get


SAID = {
    "nl": [
        "Bewezen: geen enkele combinatie is beter.",
        "Minder werkplekken kan niet",
        "Van één competentie is niet bewezen",
    ],
    "en": ["Proven: no combination is better.", "Fewer workplaces cannot do", "is proved to teach one competence"],
    "fr": [
        "Prouvé : aucune combinaison n'est meilleure.",
        "Moins de lieux ne suffit pas",
        "Pour une compétence, il n'est prouvé",
    ],
}


@pytest.mark.parametrize("lang", SAID)
def test_a_reader_sees_the_best_set_its_proof_and_the_gap(read, lang):
    """Two workplaces, why one is not enough, and the competence that nobody teaches, in the reader's language."""
    page = read(**ASKED, lang=lang)
    assert all(sentence in page for sentence in SAID[lang])
    assert all(site in page for site in ("Voltéa Installaties, Genk", "Limbra Aandrijftechniek, Lommel"))


def test_the_picture_says_in_words_what_it_shows(read):
    """The grid has a cell for every competence at every workplace, and its finding as alternative text."""
    page = read(**ASKED, lang="en")
    assert re.search(
        r'aria-label="42 of 43 competences are taught together by: Voltéa Installaties, Genk; Limbra', page
    )
    assert len(re.findall(r'<rect class="grid-proved"', page)) == 42
    assert len(re.findall(r'<rect class="grid-(?:proved|possible|none|missing)"', page)) == 3 * 43
    assert len(re.findall(r'<rect class="grid-missing"', page)) == 1
    assert page.index('class="teaching"') < page.index("<table")


def test_who_is_too_far_and_who_possibly_teaches_it_are_named(read):
    """Each missing competence leads to the nearest workplace that teaches it; what is possible is marked."""
    page = read(of="S-93", near="Genk", within="25", on="2026-09-15", lang="en")
    assert "Nobody in reach is proved to teach 11 competences" in page
    assert "(30.6\xa0km)" in page
    assert "Only possibly taught:" in page
    assert 'class="grid-possible"' in page


def test_the_next_best_follow(read):
    """Alternatives stand below the best, each with its own picture and cost."""
    page = read(of="BK-0117-2", near="Hasselt", on="2026-09-15", lang="en")
    assert "The next best" in page
    assert page.count('class="teaching"') == 3
    assert "1 workplace · 29.5 km · 1 company" in page


def test_nobody_in_reach_is_an_answer(read):
    """Where nobody teaches anything the page says so, and who is nearest."""
    page = read(of="BK-0117-2", near="Oostende", within="5", on="2026-09-15", lang="en")
    assert "Nobody in reach teaches any of this." in page
    assert "Nobody in reach is proved to teach 12 competences" in page


def test_the_answer_can_be_kept_as_a_table(client, read):
    """The page links to CSV, a workbook, JSON and itself; the tables have who teaches what."""
    page = read(**ASKED, lang="en")
    links = re.findall(r'href="(/(?:combine|api)[^"]+)"', page)
    kept = next(link for link in links if link.startswith("/combine.csv"))
    rows = list(csv.DictReader(io.StringIO(client.get(kept).text.removeprefix("\ufeff")), delimiter=";"))
    assert sum(row["set"] == "1" for row in rows) == 42
    assert [row["Code"] for row in rows if not row["set"]] == ["bkc0050066"]
    answer = client.get(next(link for link in links if link.startswith("/combine.xlsx")))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["set 1", "not taught"]
    matrix = list(book["set 1"].values)
    assert matrix[0][2:] == ("Voltéa Installaties, Genk", "Limbra Aandrijftechniek, Lommel")
    assert sum(cell == "proved" for row in matrix[1:] for cell in row) == 42
    again = next(link for link in links if link.startswith("/combine?") and "S-93" in link and "lang=en" in link)
    assert html.unescape(client.get(again).text) == page
    assert any(link.startswith("/api/v1/combinations?") for link in links)


@pytest.mark.parametrize(
    ("wrong", "field", "status"),
    [
        ({"of": ""}, "of", 400),
        ({"of": "niemand kent dit"}, "of", 404),
        ({"of": "elektro"}, "of", 200),
        ({"near": "niemand kent dit"}, "near", 404),
        ({"near": "BE22"}, "near", 404),
        ({"near": "91,5"}, "near", 400),
        ({"within": "ver"}, "within", 400),
        ({"within": "nan"}, "within", 400),
        ({"near": "", "within": "5"}, "within", 400),
        ({"region": "nergens"}, "region", 404),
        ({"on": "2026-02-30"}, "on", 400),
        ({"until": "2026-01-01"}, "until", 400),
        ({"alternatives": "1000"}, "alternatives", 400),
        ({"alternatives": "<b>"}, "alternatives", 400),
        ({"prefer": "goedkoop"}, "prefer", 400),
        ({"basis": "zeker"}, "basis", 400),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, wrong, field, status):
    """A field that cannot be used is marked and explained; what was typed stays, as text."""
    answer = client.get("/combine", params={**ASKED, "lang": "en", **wrong})
    assert answer.status_code == status
    assert f'id="{field}-problem"' in answer.text
    assert "<b>" not in answer.text


def test_the_form_can_be_sent_by_keyboard(browser, address):
    """Without a mouse and without suggestions: type, press Enter, read the answer; the focus can always be seen."""
    page = browser.new_page()
    page.goto(f"{address}/combine?lang=en")
    page.locator("#of").focus()
    page.keyboard.type("BK-0117-2")
    page.locator("#on").fill("2026-09-15")
    page.locator("#near").focus()
    page.keyboard.type("50.93,5.34")
    page.keyboard.press("Enter")
    page.wait_for_url("**/combine?**of=BK-0117-2**")
    assert "Fietsatelier De Gouden Spaak, Hasselt" in page.inner_text("main")
    page.close()
