"""The pages about validation say what the program says: members, words, and an example that does what it promises."""

import re
from datetime import date

import pyoxigraph as ox
import pytest
from tests.docs.writing import ROOT

from leerweg.validation.reports import FORMS
from leerweg.validation.reports.json_form import VERSION, as_object
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import load_shapes
from leerweg.validation.wording import words_in

REFERENCE = (ROOT / "docs" / "reference" / "validation-report.md").read_text(encoding="utf-8")
HOW_TO = (ROOT / "docs" / "how-to" / "read-a-validation-report.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "reference" / "http-api.md").read_text(encoding="utf-8")
PREFIXES = """\
@prefix dct: <http://purl.org/dc/terms/> . @prefix lw: <https://w3id.org/leerweg/ns#> .
@prefix lwsh: <https://w3id.org/leerweg/shapes#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
<https://data.example.org/id/mentor-role/m-12> a lw:MentorRole ; lw:isEligible true ; lw:attestedMinimumAge 23 ;
    lw:decisionDate "2026-01-10"^^xsd:date .
"""
PUBLISHED = """
<https://data.example.org/id/mandate/1> a lw:Mandate ; lw:validFrom "2020-01-01"^^xsd:date ;
    lw:mandateOf <https://data.example.org/id/organisation/partnership-x> ;
    lw:mandateFor <https://w3id.org/leerweg/scheme/mandate-purpose/derogation> .
"""


def members_of(heading):
    """The members that the first table after this sentence names."""
    table = REFERENCE.split(heading, 1)[1].split("\n\n", 2)
    rows = next(part for part in table if part.lstrip().startswith("|"))
    return {name for row in rows.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}


@pytest.fixture(scope="module")
def waived():
    """The report on a mentor of 23, with the derogation that the page prints, by a mandate that is published."""
    example = re.search(r"```turtle\n(.*?)```", HOW_TO, re.DOTALL)[1]
    triples, published = (
        [quad.triple for quad in ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE)] for text in (example + DATA, PUBLISHED)
    )
    return validate_graph(triples, published, load_shapes(), on=date(2026, 6, 1))


def test_every_member_of_the_json_is_described(waived):
    """The tables name each member, and no other."""
    content = as_object(waived)
    assert members_of("when there is nothing to say.\n") == set(content)
    assert members_of("A finding:\n") == set(content["findings"][0])
    assert f"`version` is `{VERSION}`" in REFERENCE


def test_every_form_is_described():
    """The table of the interface has each form with its media type."""
    for form in FORMS.values():
        assert f"`{form.name}`" in API
        assert f"`{form.media_type}`" in API


def test_the_words_of_the_page_are_those_of_a_report():
    """Whoever looks up a word of a report in the page finds it."""
    nl, fr, en = (words_in(language) for language in ("nl", "fr", "en"))
    for severity in ("Violation", "Warning", "Info"):
        row = f"| {nl(f'severity.{severity}')} | {fr(f'severity.{severity}')} | {en(f'severity.{severity}')} |"
        assert row in HOW_TO
    for key in ("comply", "source", "found", "expected", "trajectory", "trajectories", "others"):
        assert nl(f"report.{key}") in HOW_TO, key
    for key in ("state.new", "state.open", "state.solved"):
        assert f"*{nl(key)}*" in HOW_TO
    assert nl("report.engine").split(":")[0] in HOW_TO


def test_the_derogation_of_the_page_works(waived):
    """Whoever copies the example gets the finding as advice."""
    (finding,) = [one for one in waived.findings if one.rule == "R18"]
    assert (finding.severity, finding.waiver.until) == ("Info", "2026-12-31")
