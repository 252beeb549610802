"""Validating over HTTP: the verdict, its forms, and documents that mean harm."""

import gzip
import json

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from leerweg import assets
from leerweg.namespaces import SH

CONFORMING = (assets.data() / "example" / "mentors.ttl").read_bytes()
VIOLATING = b"""
@prefix lw: <https://w3id.org/leerweg/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://example.org/id/recognition/1> a lw:Recognition ;
  lw:recognises <http://127.0.0.1:8000/id/site/8998010307> ;
  lw:validFrom "2026-09-01"^^xsd:date ; lw:validUntil "2020-01-01"^^xsd:date .
"""
TURTLE = {"Content-Type": "text/turtle"}
REMOTE_CONTEXT = json.dumps({"@context": "http://127.0.0.1:1/c", "a": 1}).encode()


@pytest.fixture
def validate(client):
    def validate(content, headers=TURTLE, **parameters):
        return client.post("/api/v1/validate", content=content, headers=headers, params=parameters)

    return validate


def test_a_conforming_document_is_told_so(validate):
    """200, and a report without violations."""
    answer = validate(CONFORMING)
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert report["conforms"] is True
    assert report["violations"] == 0
    assert answer.headers["cache-control"] == "no-store"


def test_a_violating_document_is_told_what_to_mend(validate):
    """422, with each finding in three languages, its rule, its place and how to comply."""
    answer = validate(VIOLATING)
    assert answer.status_code == 422
    report = answer.json()
    assert report["conforms"] is False
    assert report["violations"] == len([item for item in report["findings"] if item["severity"] == "Violation"]) > 0
    finding = report["findings"][0]
    assert finding["focus"] == "http://example.org/id/recognition/1"
    assert set(finding["message"]) == set(finding["howToComply"]) == {"nl", "fr", "en"}


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_programs_get_the_shacl_report(validate, media_type):
    """The report of the standard, in the form asked for, with the status of the verdict."""
    answer = validate(VIOLATING, {**TURTLE, "Accept": media_type})
    assert answer.status_code == 422
    assert answer.headers["content-type"].partition(";")[0] == media_type
    quads = list(parse(answer.content, RdfFormat.from_media_type(media_type)))
    assert any(quad.object == NamedNode(SH + "ValidationReport") for quad in quads)


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "voldoet niet"), ("fr", "n'est pas conforme"), ("en", "does not")]
)
def test_people_get_text(validate, language, words):
    """The report as text, in the reader's language."""
    answer = validate(VIOLATING, {**TURTLE, "Accept": "text/plain", "Accept-Language": language})
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert words in answer.text
    assert words in validate(VIOLATING, TURTLE, format="text", lang=language).text


def test_a_file_of_a_form_is_read(client):
    """A browser's form works: the type of the part decides, or the file's name."""
    for part in (("mentors.ttl", CONFORMING, "text/turtle"), ("mentors.ttl", CONFORMING, "application/octet-stream")):
        answer = client.post("/api/v1/validate", files={"file": part})
        assert answer.status_code == 200, answer.text
        assert answer.json()["name"] == "mentors.ttl"


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"<a> <b> ", TURTLE, 400),
        (b"\xff\xfe", TURTLE, 400),
        (b"{}", {"Content-Type": "application/pdf"}, 415),
        (CONFORMING, {}, 415),
        (gzip.compress(CONFORMING, mtime=0), {**TURTLE, "Content-Encoding": "gzip"}, 415),
        (b"<http://x/a> <http://x/b> " + b"[ <http://x/b> " * 500 + b"1" + b"]" * 500 + b" .", TURTLE, 422),
        (b'<!DOCTYPE r [<!ENTITY a "aaaa">]><r>&a;</r>', {"Content-Type": "application/rdf+xml"}, 422),
        (b"<http://x/g> { <http://x/a> <http://x/b> 1 }", {"Content-Type": "application/trig"}, 422),
        (REMOTE_CONTEXT, {"Content-Type": "application/ld+json"}, 422),
        (CONFORMING, {**TURTLE, "Accept": "image/png"}, 406),
        (b"--x\r\n", {"Content-Type": "multipart/form-data; boundary=y"}, 400),
        (b"", {"Content-Type": "multipart/form-data"}, 400),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
         {"Content-Type": "multipart/form-data; boundary=x"}, 400),
    ],
)  # fmt: skip
def test_documents_that_cannot_be_judged(validate, is_problem, content, headers, status):
    """Malformed, foreign, compressed and hostile documents have each their status, and nothing of them comes back."""
    answer = validate(content, headers)
    is_problem(answer, status)


def test_a_flood_is_stopped_while_it_streams(client, region, is_problem):
    """More than the limit is refused without reading it all, whether or not its length is told."""
    sent = 0

    def flood():
        nonlocal sent
        for _ in range(64):
            sent += 1024 * 1024
            yield b"#" * (1024 * 1024)

    limit = region.settings.upload_megabytes * 1024 * 1024
    is_problem(client.post("/api/v1/validate", content=b"#" * (limit + 1), headers=TURTLE), 413)
    is_problem(client.post("/api/v1/validate", content=flood(), headers=TURTLE), 413)
    form = {"file": ("big.ttl", b"#" * (limit + 1), "text/turtle")}
    is_problem(client.post("/api/v1/validate", files=form), 413)


def test_what_is_posted_is_not_repeated(validate):
    """A problem about a document does not hold its content."""
    answer = validate(b'<http://x/a> <http://x/b> "Jan Janssens 00.01.01-123.45 .')
    assert answer.status_code == 400
    assert "Janssens" not in answer.text
