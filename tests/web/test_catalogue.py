"""The catalogue of questions as pages: the list, a form for each question, and its answer as a table."""

import html
import re
from dataclasses import replace

import pytest
from pyoxigraph import QueryResultsFormat, parse_query_results

from leerweg.linkeddata import SparqlAnswer
from leerweg.linkeddata.catalogue.entries import THEMES
from leerweg.linkeddata.negotiation import LANGUAGES
from leerweg.web.catalogue_answers import read_answer
from leerweg.web.texts import texts_in


@pytest.fixture
def read(client):
    """The page at an address, which must have this status."""

    def read(path, status=200, **query):
        answer = client.get(path, params=query)
        assert answer.status_code == status, answer.text
        return html.unescape(answer.text)

    return read


def cells(page):
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", page, re.DOTALL)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_every_question_in_the_readers_language(read, service, language):
    """Under its theme each question stands as a sentence that leads to its page."""
    page = read("/questions", lang=language)
    for entry in service.catalogue.entries:
        assert entry.summaries[language] in page
        assert f"/questions/{entry.name}?lang={language}" in page
    assert [texts_in(language)(f"catalogue.theme.{theme}") in page for theme in THEMES] == [True] * len(THEMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_opens_with_its_example(read, service, language):
    """A reader sees at once what an answer looks like: the fields are filled in, the table or its absence below."""
    for entry in service.catalogue.entries:
        page = read(f"/questions/{entry.name}", lang=language)
        assert entry.summaries[language] in page
        assert all(f'name="{parameter.name}"' in page for parameter in entry.parameters), entry.name
        assert texts_in(language)("catalogue.sparql") in page, entry.name
        assert 'class="field-problem"' not in page, entry.name


def test_the_answer_reads_as_people_speak(read):
    """Things by name with their page, yes and no, days and numbers in the language of the reader."""
    page = read("/questions/list_agreement_conditions", lang="fr", programme="S-97", on="2026-10-01")
    assert "contrat de formation en alternance" in page
    assert {"oui", "non", "20"} <= set(cells(page))
    page = read("/questions/compare_with_standard_trajectory", lang="nl", programme="S-93")
    assert "0,5" in cells(page)
    assert '<a href="/doc/trajectory/T-2026-93?lang=nl">' in page
    page = read("/questions/list_rules", lang="nl", **{"class": "lw:WorkComponentRecord"})
    assert {"blokkeert", "adviseert"} <= set(cells(page))
    assert {"dezelfde", "precies hetzelfde"} <= set(cells(read("/questions/find_workplaces", lang="nl")))
    assert "1 september 2026" in cells(read("/questions/list_responsible_providers", lang="nl", programme="S-93"))


def test_the_language_of_the_texts_is_that_of_the_page(read):
    """Where a question has a parameter for the language, the page fills in its own; another may be chosen."""
    asked = {"class": "lw:WorkComponentRecord"}
    assert "Jours dans la période" in read("/questions/list_rules", lang="fr", **asked)
    assert "Days within the period" in read("/questions/list_rules", lang="fr", language="en", **asked)


@pytest.mark.parametrize(
    ("name", "given", "problem"),
    [
        ("list_gaps", {"qualification": "zzzz"}, "unknown"),
        ("list_gaps", {"qualification": "elektro"}, "ambiguous"),
        ("list_gaps", {"qualification": ""}, "needed"),
        ("list_mandates", {"on": "1 October"}, "date"),
        ("list_mandates", {"language": "de"}, "choice"),
        ("list_mandates", {"body": "vpdl"}, "thing"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(read, name, given, problem):
    """The page says in the reader's language what is wrong with which field, and keeps what was typed."""
    page = read(f"/questions/{name}", status=400, lang="nl", **given)
    (field, text) = next(iter(given.items()))
    assert f'id="p-{field}-problem"' in page
    assert texts_in("nl")(f"catalogue.problem.{problem}") in page
    assert text in page
    assert "<table" not in page
    assert problem != "ambiguous" or "id/qualification/BK-0138-3" in page


def test_a_question_or_parameter_that_is_not_there(read):
    """A misspelt address is told on a page."""
    assert "list_mandate'" in read("/questions/list_mandate", status=404)
    assert "no parameter 'onn'" in read("/questions/list_mandates", status=400, onn="2026-10-01")


def test_an_example_that_the_graph_does_not_know(assembled, client_of):
    """On another graph the fields are filled in and nothing is claimed."""
    page = client_of(assembled()).get("/questions/find_competent_bodies", params={"lang": "en"})
    assert page.status_code == 200
    assert texts_in("en")("catalogue.no_example") in html.unescape(page.text)
    assert 'class="field-problem"' not in page.text


def test_a_long_answer_says_how_long_it_is(service):
    """Two hundred rows are shown; the table knows how many there are, and whether the answer was cut off."""
    rows = "".join(f'<http://example.org/{number}>\t"{number}"\n' for number in range(250))
    results = parse_query_results(f"?rule\t?code\n{rows}".encode(), QueryResultsFormat.TSV)
    answer = SparqlAnswer(results.serialize(format=QueryResultsFormat.JSON), "application/json", truncated=False)
    with service.store.reader() as reader:
        table = read_answer(answer, reader, "nl")
        cut = read_answer(replace(answer, truncated=True), reader, "nl")
    assert (table.columns, len(table.rows), table.total, table.more) == (("regel", "code"), 200, 250, False)
    assert (table.rows[7][0].text, table.rows[7][0].iri) == ("7", "http://example.org/7")
    assert cut.more


def test_hostile_values_stay_text(client):
    """What is typed comes back as text and never as markup."""
    answer = client.get("/questions/list_mandates", params={"body": '"><script>alert(1)</script>', "lang": "nl"})
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
