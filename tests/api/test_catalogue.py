"""The catalogue of questions over HTTP: listed for programs, asked by name, refused in words."""

import csv
import io
import json

import pytest

from leerweg.bootstrap import assemble, load_ontology
from leerweg.settings import Settings

ASKED = "/api/v1/questions"
MANDATES = f"{ASKED}/list_mandates"


@pytest.fixture(scope="module")
def listed(client):
    return {one["name"]: one for one in client.get(ASKED).json()["questions"]}


def names(answer, column):
    return [row[column]["value"].rpartition("/")[2] for row in answer.json()["results"]["bindings"]]


def test_the_list_tells_what_can_be_asked(get):
    """Each question comes with its meaning in three languages, parameters, columns, note rows, and its SPARQL."""
    questions = {one["name"]: one for one in get(ASKED)["questions"]}
    assert len(questions) >= 25
    one = questions["find_competent_bodies"]
    assert set(one["summary"]) == {"nl", "en", "fr"}
    assert one["sources"] == ["N8", "N16", "N20", "N21"]
    site = one["parameters"][0]
    assert (site["name"], site["takes"], site["things"], site["needed"]) == ("site", "thing", "site", True)
    assert one["columns"][0] == {"name": "purpose", "label": {"en": "purpose", "nl": "doel", "fr": "objet"}}
    assert "UNDEF" in one["sparql"]
    assert "UNDEF" not in one["query"]


def test_every_example_is_answered(client, listed):
    """Whoever tries the example of a question gets a table with the columns that were announced."""
    for one in listed.values():
        answer = client.get(one["example"])
        assert answer.status_code == 200, one["name"]
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert answer.json()["head"]["vars"] == [column["name"] for column in one["columns"]]


def test_the_query_of_the_list_answers_the_same_as_the_example(client, listed):
    """What is taken along to /sparql gives the rows that asking by name gives."""
    for name in ("find_competent_bodies", "list_rules", "list_gaps"):
        by_name = client.get(listed[name]["example"]).json()
        assert client.post("/sparql", data={"query": listed[name]["query"]}).json() == by_name
        assert by_name["results"]["bindings"]


def test_who_may_recognise_a_workplace_on_a_day(client):
    """A mandate that ended is no longer there the day after; the site is named by its establishment number."""
    path = f"{ASKED}/find_competent_bodies"
    kantoor = {"body": "id/organisation/sp-kantoor"}
    assert set(names(client.get(MANDATES, params={**kantoor, "on": "2025-12-31"}), "body")) == {"sp-kantoor"}
    assert names(client.get(MANDATES, params={**kantoor, "on": "2026-01-01"}), "body") == []
    bodies = names(client.get(path, params={"site": "8998010307", "on": "2026-10-01"}), "body")
    assert bodies == ["sp-mobiliteit", "vpdl", "departement-wse"]


def test_the_forms_are_those_of_sparql(client):
    """JSON, XML, CSV and TSV, by `format` or by Accept; tables are kept under the name of the question."""
    answer = client.get(MANDATES, params={"on": "2026-10-01", "format": "csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="list_mandates.csv"'
    assert answer.headers["x-leerweg-truncated"] == "false"
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) > 10
    kind = "application/sparql-results+xml"
    assert client.get(MANDATES, headers={"Accept": kind}).headers["content-type"] == kind
    assert client.get(MANDATES, headers={"Accept": "image/png"}).status_code == 406


def test_texts_come_in_the_language_of_the_reader(client):
    """`lang` before Accept-Language, a parameter `language` before both."""
    path, rule = f"{ASKED}/list_rules", {"class": "lw:WorkComponentRecord"}

    def said(**more):
        return client.get(path, params={**rule, **more}, headers={"Accept-Language": "fr"}).text

    assert "Jours dans la période" in said()
    assert "Days within the period" in said(lang="en")
    assert "Dagen binnen de periode" in said(lang="en", language="nl")


def test_an_answer_is_not_sent_twice(client):
    """Who shows the tag of the answer gets 304."""
    answer = client.get(MANDATES, params={"on": "2026-10-01"})
    again = client.get(MANDATES, params={"on": "2026-10-01"}, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        (f"{ASKED}/list_mandate", 404, "no question called 'list_mandate'"),
        (f"{MANDATES}?onn=2026-10-01", 400, "no parameter 'onn'"),
        (f"{MANDATES}?on=2026-13-01", 400, "no such day"),
        (f"{MANDATES}?on=2026-10-01&on=2026-10-02", 400, "more than once"),
        (f"{MANDATES}?language=de", 400, "cannot be 'de'"),
        (f"{MANDATES}?body=vpdl", 400, "no IRI"),
        (f"{ASKED}/list_gaps", 400, "must be given"),
        (f"{ASKED}/list_gaps?qualification=zzzz", 404, "Nothing here is called"),
        (f"{ASKED}/list_gaps?qualification=elektro", 400, "more than one thing"),
        (f"{ASKED}/list_gaps?qualification=http://example.org/none", 404, "no qualification in this graph"),
        (f"{ASKED}/list_gaps?qualification=BK-0117-2&basis=x", 400, "recognised, stated, available"),
    ],
)
def test_what_cannot_be_answered_says_why(client, is_problem, path, status, told):
    """A misspelt question, a parameter that is unknown or cannot be, and a thing that is not there, in words."""
    answer = client.get(path)
    is_problem(answer, status)
    assert told in json.dumps(answer.json(), ensure_ascii=False)


def test_a_question_has_the_limits_of_any_query(tmp_path, port, serve):
    """An answer with more rows than the service gives says that it was cut off."""
    service = assemble(Settings(store=str(tmp_path / "store"), port=port(), query_rows=3))
    load_ontology(service)
    with serve(service) as client:
        answer = client.get(f"{ASKED}/list_numbers_in_force")
    assert answer.headers["x-leerweg-truncated"] == "true"
    assert len(answer.json()["results"]["bindings"]) == 3
    service.store.close()
