"""The validator in the dialects of the ecosystem: the Test Bed, and the SHACL service of a SPARQL server."""

import base64
import json
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from leerweg import assets
from leerweg.namespaces import SH

TRL = "{http://www.gitb.com/tr/v1/}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
CONFORMING = (assets.data() / "example" / "mentors.ttl").read_text(encoding="utf-8")
VIOLATING = "<http://example.org/id/L1> a <https://w3id.org/leerweg/ns#LearningActivity> ."
JSON_LD = json.dumps({"@id": "http://example.org/id/L1", "@type": "https://w3id.org/leerweg/ns#LearningActivity"})
RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:lw="https://w3id.org/leerweg/ns#">'
    '<lw:LearningActivity rdf:about="http://example.org/id/L1"/></rdf:RDF>'
)


def coded(text):
    return base64.b64encode(text.encode()).decode()


def verdict(content, media_type):
    """What sh:conforms says, and the languages of the messages."""
    quads = list(parse(content, RdfFormat.from_media_type(media_type)))
    (conforms,) = [quad.object.value for quad in quads if quad.predicate == NamedNode(SH + "conforms")]
    messages = [quad.object for quad in quads if quad.predicate == NamedNode(SH + "resultMessage")]
    return conforms == "true", {message.language for message in messages if isinstance(message, Literal)}


@pytest.fixture
def validate(client):
    def validate(headers=None, **members):
        return client.post("/leerweg/api/validate", json=members, headers=headers)

    return validate


def test_the_dialect_says_what_there_is(client, is_problem):
    """Domains and validation types, as clients of the Test Bed ask for them; another domain is not found."""
    (domain,) = client.get("/api/info").json()
    assert domain["domain"] == "leerweg"
    assert "publishing" in {kind["type"] for kind in domain["validationTypes"]}
    assert all(kind["description"] for kind in domain["validationTypes"])
    assert client.get("/leerweg/api/info").json() == client.post("/leerweg/api/info").json() == domain
    is_problem(client.get("/other/api/info"), 404)


@pytest.mark.parametrize(
    ("text", "syntax"),
    [(VIOLATING, "text/turtle"), (JSON_LD, "application/ld+json"), (RDF_XML, "application/rdf+xml")],
)
@pytest.mark.parametrize("method", ["STRING", "BASE64", None])
def test_content_is_read_however_it_is_embedded(validate, text, syntax, method):
    """As it is, in BASE64, or left to be found out; with its syntax or without."""
    for stated in ({"contentSyntax": syntax}, {}):
        sent = coded(text) if method == "BASE64" else text
        answer = validate(contentToValidate=sent, **stated, **({"embeddingMethod": method} if method else {}))
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/rdf+xml"
        assert answer.headers["cache-control"] == "no-store"
        assert verdict(answer.content, "application/rdf+xml") == (False, {"nl", "fr", "en"})


@pytest.mark.parametrize("media_type", ["application/xml", "text/xml"])
def test_the_report_comes_in_the_language_of_the_test_bed(validate, media_type):
    """A test assertion report: the elements of its schema, in the order of its schema."""
    answer = validate(contentToValidate=VIOLATING, reportSyntax=media_type, locale="nl")
    assert answer.headers["content-type"].partition(";")[0] == media_type
    root = ET.fromstring(answer.content)  # noqa: S314  # our own
    assert root.tag == f"{TRL}TestStepReport"
    assert root.attrib == {f"{XSI}type": "TAR", "name": "SHACL Validation"}
    assert [child.tag for child in root] == [
        f"{TRL}{name}" for name in ("date", "result", "overview", "counters", "reports")
    ]
    assert datetime.fromisoformat(root[0].text).tzinfo is not None
    assert root[1].text == "FAILURE"
    assert [(child.tag.removeprefix(TRL), child.text) for child in root[3]] == [
        ("nrOfAssertions", "0"),
        ("nrOfErrors", "1"),
        ("nrOfWarnings", "0"),
    ]
    (item,) = root[4]
    assert (item.tag, item.attrib) == (f"{TRL}error", {f"{XSI}type": "BAR"})
    told = {child.tag.removeprefix(TRL): child.text for child in item}
    assert set(told) <= {"assertionID", "description", "location", "test", "type", "value"}
    assert told["assertionID"] == "N2"
    assert "Deze leeractiviteit is op geen enkele competentie gericht" in told["description"]
    assert "[Focus node] - [http://example.org/id/L1]" in told["location"]


def test_the_test_bed_report_comes_as_json(validate):
    """The same in JSON, by the header Accept; what conforms has no items."""
    wish = {"Accept": "application/json"}
    report = validate(contentToValidate=VIOLATING, headers=wish).json()
    assert (report["result"], report["counters"]["nrOfErrors"]) == ("FAILURE", 1)
    assert report["overview"]["profileID"] == "draft"
    assert [item["assertionID"] for item in report["reports"]["error"]] == ["N2"]
    good = validate(contentToValidate="<http://example.org/a> <http://example.org/b> 1 .", reportSyntax="text/xml")
    root = ET.fromstring(good.content)  # noqa: S314  # our own
    assert root.findtext(f"{TRL}result") == "SUCCESS"
    assert root.find(f"{TRL}reports") is None


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_the_report_comes_in_the_syntax_that_is_asked(validate, media_type):
    """By the member `reportSyntax`, or else by the header Accept."""
    for headers, members in (({}, {"reportSyntax": media_type}), ({"Accept": media_type}, {})):
        answer = validate(headers, contentToValidate=CONFORMING, contentSyntax="text/turtle", **members)
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert verdict(answer.content, media_type)[0] is True


def test_messages_come_in_the_language_that_is_asked(validate):
    """`locale` is a language, with or without a country; of one that there is not, all languages."""
    for locale, languages in (("fr_BE", {"fr"}), ("nl", {"nl"}), ("de", {"nl", "fr", "en"})):
        answer = validate(contentToValidate=VIOLATING, locale=locale, reportSyntax="text/turtle")
        assert verdict(answer.content, "text/turtle")[1] == languages


@pytest.mark.parametrize(
    ("members", "status", "says"),
    [
        ({"contentToValidate": "http://127.0.0.1:1/plan.ttl", "embeddingMethod": "URL"}, 422, "nothing is fetched"),
        ({"contentToValidate": "http://127.0.0.1:1/plan.ttl"}, 422, "nothing is fetched"),
        ({"contentToValidate": "file:///etc/passwd"}, 422, "nothing is fetched"),
        ({"contentToValidate": "!", "embeddingMethod": "BASE64"}, 400, "BASE64"),
        ({"contentToValidate": VIOLATING, "embeddingMethod": "PIGEON"}, 400, "embeddingMethod"),
        ({"contentToValidate": VIOLATING, "validationType": "nothing"}, 400, "profile"),
        ({"contentToValidate": VIOLATING, "reportSyntax": "application/pdf"}, 406, "application/rdf+xml"),
        ({"contentToValidate": VIOLATING, "externalRules": [{"ruleSet": "x"}]}, 422, "externalRules"),
        ({"contentQuery": "ASK {}", "contentQueryEndpoint": "http://127.0.0.1:1/"}, 422, "contentQuery"),
        ({"contentToValidate": VIOLATING, "loadImports": True}, 422, "loadImports"),
        ({"contentToValidate": VIOLATING, "reportQuery": "CONSTRUCT {} {}"}, 422, "reportQuery"),
        ({}, 400, "no document"),
        ({"contentToValidate": "<a> <b> "}, 400, "line 1"),
    ],
)
def test_what_the_dialect_allows_and_we_do_not(validate, is_problem, members, status, says):
    """Nothing is fetched, no rule or query of a stranger is run; each refusal says which member it is."""
    answer = validate(**members)
    is_problem(answer, status)
    assert says in answer.text


@pytest.mark.parametrize("content", [b"", b"{", b"3", b"[" * 100_000, b'"\xff"'])
def test_a_body_that_is_no_request_is_refused(client, is_problem, content):
    """Broken JSON ends in a reason."""
    for path in ("/leerweg/api/validate", "/leerweg/api/validateMultiple"):
        is_problem(client.post(path, content=content, headers={"Content-Type": "application/json"}), 400)


def test_several_documents_at_once(client, is_problem):
    """Each gets its report, in BASE64, in the syntax that it asked for."""
    inputs = [
        {"contentToValidate": coded(CONFORMING), "embeddingMethod": "BASE64", "contentSyntax": "text/turtle"},
        {"contentToValidate": VIOLATING, "reportSyntax": "text/turtle"},
    ]
    answer = client.post("/leerweg/api/validateMultiple", json=inputs)
    assert answer.status_code == 200, answer.text
    told = [(one["reportSyntax"], verdict(base64.b64decode(one["report"]), one["reportSyntax"])[0]) for one in
            answer.json()]  # fmt: skip
    assert told == [("application/rdf+xml", True), ("text/turtle", False)]
    is_problem(client.post("/leerweg/api/validateMultiple", json=inputs * 11), 400)


@pytest.mark.parametrize("graph", [{}, {"graph": "default"}])
def test_data_posted_to_shacl_gets_its_report(client, graph):
    """As a SPARQL server answers: the SHACL report, 200 whatever its verdict."""
    for text, conforms in ((CONFORMING, True), (VIOLATING, False)):
        answer = client.post("/shacl", params=graph, content=text, headers={"Content-Type": "text/turtle"})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].partition(";")[0] == "text/turtle"
        assert verdict(answer.content, "text/turtle")[0] is conforms


def test_only_what_is_posted_is_judged_at_shacl(client, is_problem):
    """No graph of ours is named there, and shapes that are posted are refused."""
    headers = {"Content-Type": "text/turtle"}
    is_problem(client.post("/shacl?graph=http://x.org/g", content=VIOLATING, headers=headers), 422)
    shapes = "<http://x/s> a <http://www.w3.org/ns/shacl#NodeShape> ."
    is_problem(client.post("/shacl", content=shapes, headers=headers), 422)
    is_problem(client.post("/shacl", content=VIOLATING, headers={**headers, "Accept": "text/html"}), 406)
