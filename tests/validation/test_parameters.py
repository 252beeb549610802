"""The numbers of the rules: dated, and changed without touching a rule."""

from itertools import pairwise

import pyoxigraph as ox
import pytest

from leerweg.validation.background import load_parameters
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import load_shapes

LW = "https://w3id.org/leerweg/ns#"
EXCEPTION = " <urn:m> lw:hasPriorTraining true ; lw:ageExceptionDecision true ."
XSD = "http://www.w3.org/2001/XMLSchema#"


def parameter(name: str, value: str, start: str, end: str = "") -> list[ox.Triple]:
    """One dated number, as data/parameters would state it."""
    until = f'lw:validUntil "{end}"^^xsd:date ;' if end else ""
    text = f"""PREFIX lw: <{LW}> PREFIX xsd: <{XSD}>
        <https://w3id.org/leerweg/parameter/{name}/{start}> a lw:Parameter ; {until}
        lw:parameterName "{name}" ; lw:parameterValue {value} ; lw:validFrom "{start}"^^xsd:date ."""
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)]


def others(name: str) -> list[ox.Triple]:
    """The shipped numbers without this one."""
    mine = {
        t.subject for t in load_parameters() if t.predicate.value == LW + "parameterName" and t.object.value == name
    }
    return [triple for triple in load_parameters() if triple.subject not in mine]


def broken(text: str, parameters: list[ox.Triple] | None) -> list[str]:
    """The rules that a document breaks under these numbers."""
    triples = [quad.triple for quad in ox.parse(f"PREFIX lw: <{LW}> PREFIX xsd: <{XSD}> {text}", ox.RdfFormat.TURTLE)]
    report = validate_graph(triples, (), load_shapes("draft"), parameters=parameters)
    return [finding.rule for finding in report.findings if finding.rule not in ("R14", "R16", "R17")]


def agreement(hours: str, signed: str) -> str:
    return f"""<urn:a> a lw:Agreement ; lw:realWorkplaceHours {hours} ; lw:signedOn "{signed}"^^xsd:date ;
        lw:agreementType <https://w3id.org/leerweg/scheme/agreement-type/OAO> ."""


def mentor(age: str, decided: str) -> str:
    return f'<urn:m> a lw:MentorRole ; lw:attestedMinimumAge {age} ; lw:decisionDate "{decided}"^^xsd:date .'


def level(value: str, start: str) -> str:
    return f'<urn:q> a lw:ProfessionalQualification ; lw:vksLevel {value} ; lw:validFrom "{start}"^^xsd:date .'


def recognition(end: str, decided: str = "2026-08-01") -> str:
    return f"""<urn:r> a lw:Recognition ; lw:grantedBy <urn:b> ; lw:decisionDate "{decided}"^^xsd:date ;
        lw:recognitionScope <https://w3id.org/leerweg/scheme/recognition-scope/dual> ;
        lw:validFrom "2026-09-01"^^xsd:date ; lw:validUntil "{end}"^^xsd:date .
        <urn:m> lw:mandateOf <urn:b> ; lw:validFrom "2016-09-01"^^xsd:date ;
        lw:mandateFor <https://w3id.org/leerweg/scheme/mandate-purpose/recognition> ."""


@pytest.mark.parametrize(
    ("name", "value", "text", "rule"),
    [
        ("oao-minimum-hours", "24", agreement("22", "2026-08-25"), "R7"),
        ("mentor-minimum-age", "30", mentor("28", "2026-08-25"), "R18"),
        ("vks-level-maximum", "6", level("7", "2026-09-01"), "R5"),
        ("vks-level-minimum", "2", level("1", "2026-09-01"), "R5"),
        ("recognition-maximum-years", "3", recognition("2031-08-31"), "R15"),
    ],
)
def test_another_number_gives_another_verdict(name, value, text, rule):
    """Who changes a dated number changes the verdict, without touching a shape."""
    assert broken(text, None) == []
    assert broken(text, others(name) + parameter(name, value, "2016-09-01")) == [rule]


@pytest.mark.parametrize(
    ("name", "before", "after", "text", "rule"),
    [
        ("oao-minimum-hours", "20", "24", lambda day: agreement("22", day), "R7"),
        ("mentor-minimum-age", "25", "30", lambda day: mentor("28", day), "R18"),
        ("mentor-minimum-age-exception", "22", "24", lambda day: mentor("23", day) + EXCEPTION, "R18"),
        ("vks-level-maximum", "8", "6", lambda day: level("7", day), "R5"),
        ("vks-level-minimum", "1", "2", lambda day: level("1", day), "R5"),
        ("recognition-maximum-years", "5", "3", lambda day: recognition("2031-08-31", day), "R15"),
    ],
)
def test_a_document_is_judged_by_the_numbers_of_its_own_day(name, before, after, text, rule):
    """When a number changes, the last day of the old one and the first day of the new one are told apart."""
    numbers = [
        *others(name),
        *parameter(name, before, "2016-09-01", "2026-06-30"),
        *parameter(name, after, "2026-07-01"),
    ]
    assert broken(text("2026-06-30"), numbers) == []
    assert broken(text("2026-07-01"), numbers) == [rule]
    swapped = [
        *others(name),
        *parameter(name, after, "2016-09-01", "2026-06-30"),
        *parameter(name, before, "2026-07-01"),
    ]
    assert broken(text("2026-06-30"), swapped) == [rule]
    assert broken(text("2026-07-01"), swapped) == []


def test_a_document_from_before_the_rule_is_not_judged_by_it():
    """An agreement signed before the decree is not held to its hours."""
    assert broken(agreement("12", "2016-08-31"), None) == []


def test_a_document_without_a_date_is_judged_by_the_newest_number():
    """Leaving the date out is no way around a rule."""
    numbers = others("oao-minimum-hours") + parameter("oao-minimum-hours", "24", "2090-01-01")
    undated = agreement("22", "2026-08-25").replace('lw:signedOn "2026-08-25"^^xsd:date ;', "")
    assert broken(undated, numbers) == ["R7"]


def test_the_exception_of_a_mentor_has_a_number_of_its_own():
    """The lowered age can change apart from the age itself."""
    young = mentor("22", "2026-08-25") + EXCEPTION
    name = "mentor-minimum-age-exception"
    assert broken(young, None) == ["R18"]
    assert broken(young, others(name) + parameter(name, "21", "2016-09-01")) == []


def test_every_shipped_number_is_dated_named_and_sourced():
    """A number without a date or a source is no law."""
    subjects = {triple.subject for triple in load_parameters()}
    for subject in subjects:
        said = {triple.predicate.value for triple in load_parameters() if triple.subject == subject}
        assert {LW + "parameterName", LW + "parameterValue", LW + "unit", LW + "validFrom"} <= said
        assert "http://purl.org/dc/terms/source" in said


def test_shipped_numbers_of_one_name_never_overlap():
    """On no day do two numbers hold for the same rule and sector."""
    periods: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for subject in {triple.subject for triple in load_parameters()}:
        about = [triple for triple in load_parameters() if triple.subject == subject]
        said = {t.predicate.value.removeprefix(LW): t.object.value for t in about}
        for sector in [t.object.value for t in about if t.predicate.value == LW + "sector"] or [""]:
            span = said["validFrom"], said.get("validUntil", "9999-12-31")
            periods.setdefault((said["parameterName"], sector), []).append(span)
    for spans in periods.values():
        spans.sort()
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
