"""The page that checks a document."""

import re
from html import unescape

import pytest

from leerweg.validation.reports import FORMS

GOOD = """
@prefix lw: <https://w3id.org/leerweg/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/c> a lw:Competence ; skos:notation "c" ; skos:prefLabel "Lassen"@nl , "Weld"@en , "Souder"@fr .
"""
BAD = """
@prefix lw: <https://w3id.org/leerweg/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://example.org/<script>> a lw:MentorRole .
"""
YOUNG = """
@prefix lw: <https://w3id.org/leerweg/ns#> .
@base <http://127.0.0.1:8000/> .
<id/mentor-role/m-young> a lw:MentorRole ; lw:mentorAt <id/site/8998010307> ; lw:isEligible true ;
  lw:attestedMinimumAge 22 .
"""


def send(client, lang, document=b"", name="", **fields):
    files = {"file": (name, document)} if name else {"file": ("", b"")}
    return client.post("/validate", params={"lang": lang}, data=fields, files=files)


def text_of(response):
    body = response.text.split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("nl", ["m.ttl voldoet niet", "blokkeert Leeftijd van de mentor", "geattesteerd is: 22", "m.ttl, regel"]),
        ("en", ["m.ttl does not conform", "blocks", "How to comply", "m.ttl, line"]),
        ("fr", ["m.ttl n'est pas conforme", "bloque", "Comment se mettre en règle", "m.ttl, ligne"]),
    ],
)
def test_a_report_is_read_in_ones_own_language(client, lang, says):
    """What breaks which rule, where it stands, and how to comply."""
    response = send(client, lang, YOUNG.encode(), "m.ttl")
    assert response.status_code == 422
    for words in says:
        assert words in text_of(response)


def test_a_document_that_conforms_is_told_so(client):
    """No finding blocks; pasted text works as a file does."""
    response = send(client, "en", text=GOOD)
    assert response.status_code == 200
    assert "The document conforms" in text_of(response)


@pytest.mark.parametrize(
    ("name", "document", "status", "title"),
    [
        ("m.ttl", BAD.encode(), 400, "The document cannot be read"),
        ("m.doc", b"x", 415, "This format is not read here"),
        ("m.rdf", b"<!DOCTYPE x><x/>", 422, "The document says something it may not say"),
        ("m.ttl", b"\xff\xfe", 400, "The document cannot be read"),
        ("", b"", 400, "The document cannot be read"),
    ],
)
def test_what_cannot_be_read_says_why(client, name, document, status, title):
    """Every refusal is a page with what, where and what to do."""
    response = send(client, "en", document, name)
    assert response.status_code == status
    assert title in text_of(response)
    assert "What to do" in text_of(response)
    assert "<script>" not in response.text


def test_a_document_that_is_too_large_is_refused_while_it_arrives(client_of, assembled):
    """The limit holds for what is sent, whatever the client says of its length."""
    client = client_of(assembled(upload_megabytes=1))
    assert send(client, "en", b"#" * 3_000_000, "big.ttl").status_code == 413
    assert "at most 1 MB" in client.get("/validate?lang=en").text


def test_a_form_of_another_kind_is_told_so(client):
    """A post that is no form gets a page, not an error of ours."""
    for headers in ({"content-type": "text/turtle"}, {"content-type": "multipart/form-data"}, {}):
        assert client.post("/validate", content=b"x", headers=headers).status_code == 400


def test_pasted_text_is_kept_in_the_form_and_nowhere_else(client):
    """Whoever mends a document finds it again in the page; markup in it stays text."""
    page = send(client, "en", text="</textarea><script>alert(1)</script>").text
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.name)
def test_every_form_can_be_taken_along(client, form):
    """The button of a form sends the document again, and what comes is that form; nothing was kept in between."""
    page = send(client, "nl", YOUNG.encode(), "m.ttl")
    assert f'name="report" value="{form.name}"' in page.text
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    # A browser leaves out the first line end of a text area.
    text = unescape(re.search(r'<textarea name="text"[^>]*>\n(.*?)</textarea>', page.text, re.DOTALL)[1])
    fields = {**{name: unescape(value) for name, value in hidden}, "text": text, "former": "", "report": form.name}
    taken = client.post("/validate", params={"lang": "nl"}, data=fields, files={"none": ("", b"")})
    assert taken.status_code == 422, taken.text
    assert taken.headers["content-type"].partition(";")[0] == form.media_type
    assert taken.headers["cache-control"] == "no-store"
    assert form.name == "html" or f'filename="m-report{form.ending}"' in taken.headers["content-disposition"]
    assert taken.content


def test_a_former_report_is_compared_with(client):
    """The second file field makes findings new, still open and solved; it goes along when a form is taken."""
    former = send(client, "en", YOUNG.replace("m-young", "m-old").encode(), "m.ttl", report="json").content
    files = {"file": ("m.ttl", YOUNG.encode()), "previous": ("m.json", former)}
    page = client.post("/validate", params={"lang": "en"}, files=files)
    assert "Compared with the previous run : 1 new, 0 still open, 1 solved." in text_of(page)
    assert "Solved since the previous run" in text_of(page)
    assert "fingerprint" in re.search(r'<textarea name="former"[^>]*>\n(.*?)</textarea>', page.text, re.DOTALL)[1]
    files["previous"] = ("m.json", b"{}")
    assert client.post("/validate", params={"lang": "en"}, files=files).status_code == 400


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"on": "31-01-2026"}, "There is no such day"), ({"profile": "x"}, "choices"), ({"report": "pdf"}, "choices")],
)
def test_choices_that_cannot_be_are_told(client, fields, says):
    """A wish that cannot be fulfilled gets a page that says why."""
    response = send(client, "en", YOUNG.encode(), "m.ttl", **fields)
    assert response.status_code == 400
    assert says in text_of(response)


def test_a_document_is_judged_on_a_day(client):
    """The day that was asked stands in the report, in words."""
    assert "op 31 januari 2026" in text_of(send(client, "nl", YOUNG.encode(), "m.ttl", on="2026-01-31"))


def test_the_dossier_runs_nothing(client):
    """The page that prints is shown with a policy that allows its own style and no more."""
    response = send(client, "nl", YOUNG.encode(), "m.ttl", report="html")
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "inline" in response.headers["content-disposition"]


def test_a_large_document_is_not_carried_along(client):
    """A page stays light: whoever sent much chooses the file again."""
    page = send(client, "nl", YOUNG.encode() + b"#" * 1_100_000, "m.ttl")
    assert page.status_code == 422
    assert "kies hieronder het bestand opnieuw" in text_of(page)
    assert len(page.content) < 200_000
