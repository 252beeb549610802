"""Reports over HTTP: every form by name and by header, several files at once, and a former run."""

import csv
import io
import json

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from leerweg import assets
from leerweg.api.report_models import ReportModel, ReportsModel
from leerweg.namespaces import SH
from leerweg.validation.reports import FORMS

CONFORMING = (assets.data() / "example" / "mentors.ttl").read_bytes()
ACTIVITY = b"<http://example.org/id/%s> a <https://w3id.org/leerweg/ns#LearningActivity> ."
TURTLE = {"Content-Type": "text/turtle"}


def violating(name="L1"):
    return ACTIVITY % name.encode()


@pytest.fixture
def post(client):
    """Posts files in a form: `post({"a.ttl": b"…"}, previous=b"…", format="json")`."""

    def post(files, previous=None, headers=None, **parameters):
        parts = [("file", (name, content, "text/turtle")) for name, content in files.items()]
        parts += [("previous", ("previous.json", previous, "application/json"))] if previous is not None else []
        return client.post("/api/v1/validate", files=parts, params=parameters, headers=headers)

    return post


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.name)
def test_every_form_is_given_by_name_and_by_header(client, form):
    """Whoever asks for a form gets it, with the status of the verdict, and it is not cached."""
    wishes = [({"format": form.name}, {}), ({}, {"Accept": form.media_type}), ({"_mediatype": form.media_type}, {})]
    for parameters, headers in wishes:
        answer = client.post("/api/v1/validate", content=violating(), headers={**TURTLE, **headers}, params=parameters)
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"].partition(";")[0] == form.media_type
        assert answer.headers["cache-control"] == "no-store"
        attached = form.name in ("csv", "xlsx", "sarif", "junit")
        assert ("attachment" in answer.headers.get("content-disposition", "")) == attached


def test_a_form_that_there_is_not_is_refused_with_those_there_are(client, is_problem):
    """406 lists every form."""
    for parameters, headers in (({"format": "pdf"}, {}), ({}, {"Accept": "application/pdf"})):
        answer = client.post("/api/v1/validate", content=violating(), headers={**TURTLE, **headers}, params=parameters)
        problem = is_problem(answer, 406)
        assert all(form.media_type in problem["remedy"] for form in FORMS.values())


def test_the_json_is_what_the_description_says(client, post):
    """Each member is described, and each that is described is there."""
    one = client.post("/api/v1/validate", content=violating(), headers=TURTLE).json()
    ReportModel.model_validate(one)
    many = post({"a.ttl": violating(), "b.ttl": CONFORMING, "c.ttl": b"<a> <b> "}).json()
    ReportsModel.model_validate(many)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [({"profile": "nothing"}, "profile"), ({"on": "2026-02-30"}, "no such day"), ({"surprise": "1"}, "surprise")],
)
def test_parameters_that_cannot_be_are_refused(client, is_problem, parameters, says):
    """A misspelt wish is never ignored."""
    answer = client.post("/api/v1/validate", content=CONFORMING, headers=TURTLE, params=parameters)
    is_problem(answer, 400)
    assert says in answer.text


def test_a_page_of_a_report_runs_nothing(client):
    """The dossier is sent with a policy that forbids everything but its own style."""
    answer = client.post("/api/v1/validate", content=violating(), headers=TURTLE, params={"format": "html"})
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "<script" not in answer.text


def test_several_files_get_a_report_each(post):
    """One bad file, one good one and one that cannot be read: each is told its own."""
    answer = post({"bad.ttl": violating(), "good.ttl": CONFORMING, "broken.ttl": b"<a> <b> "})
    assert answer.status_code == 422
    told = answer.json()
    assert [(one["name"], one["conforms"]) for one in told["reports"]] == [("bad.ttl", False), ("good.ttl", True)]
    (broken,) = told["unreadable"]
    assert broken["name"] == "broken.ttl"
    assert broken["problem"]["status"] == 400
    assert broken["problem"]["where"].startswith("broken.ttl, line 1")
    assert told["conforms"] is False
    assert post({"a.ttl": CONFORMING, "b.ttl": CONFORMING}).status_code == 200


def test_several_files_in_one_list(post, is_problem):
    """A checklist of all files is one table; a file that cannot be read is then the answer."""
    answer = post({"a.ttl": violating("L1"), "b.ttl": violating("L2")}, format="csv", lang="en")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["file"] for row in rows] == ["a.ttl", "b.ttl"]
    assert 'filename="report-report.csv"' in answer.headers["content-disposition"]
    is_problem(post({"a.ttl": violating(), "b.ttl": b"<a> <b> "}, format="csv"), 400)


def test_shacl_reports_of_several_files(post):
    """One validation report per file, in one graph."""
    quads = list(parse(post({"a.ttl": violating(), "b.ttl": CONFORMING}, format="turtle").content, RdfFormat.TURTLE))
    assert sum(quad.object == NamedNode(SH + "ValidationReport") for quad in quads) == 2


def test_a_former_run_is_compared_with(post, is_problem):
    """What is new, still open and solved is told; a former report that is none is refused."""
    former = post({"plan.ttl": violating("L1") + violating("L2")}).content
    now = post({"plan.ttl": violating("L2") + violating("L3")}, previous=former).json()
    assert now["compared"] is True
    assert [(one["focus"][-2:], one["state"]) for one in now["findings"]] == [("L2", "open"), ("L3", "new")]
    assert [one["focus"][-2:] for one in now["solved"]] == ["L1"]
    is_problem(post({"plan.ttl": violating()}, previous=b"{}"), 400)


def test_a_document_is_judged_on_the_day_that_is_asked(client):
    """`on` is told in the report."""
    answer = client.post("/api/v1/validate", content=CONFORMING, headers=TURTLE, params={"on": "2025-01-31"})
    assert answer.json()["on"] == "2025-01-31"


def test_findings_of_others_do_not_make_a_document_fail(client):
    """A document that refers to the example region hears of what is wrong there, if anything, and conforms."""
    text = json.dumps(
        {
            "@id": "http://example.org/id/offer/1",
            "@type": "https://w3id.org/leerweg/ns#LearningOffer",
            "https://w3id.org/leerweg/ns#offeredAt": {"@id": "http://127.0.0.1:8000/id/site/nowhere"},
        }
    )
    report = client.post("/api/v1/validate", content=text, headers={"Content-Type": "application/ld+json"}).json()
    assert report["conforms"] is True
    assert [one["rule"] for one in report["findings"]] == ["T1"]
    assert report["findings"][0]["focusLabel"]["nl"] == "site nowhere"
