"""Repairs: changes that were tried before they are proposed."""

from __future__ import annotations

from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from pyoxigraph import RdfFormat, parse

from leerweg.bootstrap import assemble, load_example, load_ontology
from leerweg.settings import Settings
from leerweg.validation.remedies import load_remedies
from leerweg.validation.reports import render_text
from leerweg.validation.reports.page import render_page
from leerweg.validation.reports.patch import as_patch, patch_address
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import LANGUAGES, known_profiles, load_shapes
from leerweg.validation.wording import words_in

HERE = Path(__file__).parent
WORLDS = {file.stem: file for file in (HERE / "repairs").glob("*.ttl")}
REMEDIES = [remedy for own in load_remedies().values() for remedy in own]


def triples_of(file: Path):
    """The data of a file, without what describes it as a case."""
    triples = (quad.triple for quad in parse(path=str(file), base_iri="http://example.org/case"))
    return [
        triple for triple in triples if "example.org/id/" in str(triple.subject) or "shapes#" in str(triple.subject)
    ]


def without_remarks(triples):
    """What a document states, and what its reader remarked of its cells."""
    remarks = [triple for triple in triples if "shapes#" in triple.predicate.value and "judgement" not in str(triple)]
    return [triple for triple in triples if triple not in remarks], remarks


def name_of(remedy):
    return remedy.iri.rpartition("#")[2]


@cache
def profile_of(shape):
    """The first gate at which the rule is held."""
    return next(name for name in known_profiles() if shape in load_shapes(name).shapes)


def base_of(remedy):
    """Only a rule on references asks which things are the graph's own."""
    return "http://example.org/id/" if remedy.shape.endswith("#reference-known") else ""


def documents_for(remedy):
    """A world of its own, or else the cases that break the rule."""
    if name_of(remedy) in WORLDS:
        return [WORLDS[name_of(remedy)]]
    rule = load_shapes(profile_of(remedy.shape)).shapes[remedy.shape].rule.lower()
    return sorted((HERE.parent / "shapes").glob(f"*/{rule}-violates-*.ttl"))


@cache
def proposed(remedy_iri):
    """A document that the remedy mends, its report, the finding and the repair."""
    remedy = next(one for one in REMEDIES if one.iri == remedy_iri)
    for file in documents_for(remedy):
        triples, remarks = without_remarks(triples_of(file))
        shapes = load_shapes(profile_of(remedy.shape))
        report = validate_graph(triples, (), shapes, remarks=remarks, repairs=True, base=base_of(remedy))
        for finding in report.findings:
            for repair in finding.repairs:
                if repair.remedy == remedy.iri:
                    return triples, report, finding, repair
    raise AssertionError(f"no case is mended by {remedy.iri}")


def changed(triples, repair):
    """The document with the change, as whoever applies the patch has it."""
    adds, removes = (
        [quad.triple for quad in parse("".join(f"{line} .\n" for line in lines), RdfFormat.N_TRIPLES)]
        for lines in (repair.adds, repair.removes)
    )
    assert all(triple in triples for triple in removes)
    return [triple for triple in triples if triple not in removes] + adds


@pytest.mark.parametrize("remedy", REMEDIES, ids=name_of)
def test_a_remedy_is_proposed_and_mends(remedy):
    """Each remedy has a document that it mends: the change takes the finding away and brings no other."""
    triples, report, finding, repair = proposed(remedy.iri)
    assert finding.shape == remedy.shape
    after = validate_graph(changed(triples, repair), (), load_shapes(report.profile), base=base_of(remedy))
    before = {one.fingerprint for one in report.findings}
    left = {one.fingerprint for one in after.findings}
    assert finding.fingerprint not in left
    assert left < before


@pytest.mark.parametrize("remedy", REMEDIES, ids=name_of)
def test_a_remedy_speaks_three_languages(remedy):
    """What to do is told in Dutch, French and English, with every blank filled in."""
    assert set(remedy.message) == set(LANGUAGES)
    _, _, _, repair = proposed(remedy.iri)
    assert not any("{" in text or words_in(language)("not_stated") in text for language, text in repair.text.items())


def test_what_others_published_is_never_changed():
    """A change that would touch a thing that the document does not describe is not proposed."""
    triples = triples_of(WORLDS["allocate-competence-at-workplace"])
    own = [triple for triple in triples if "trajectory-T" in str(triple.subject)]
    context = [triple for triple in triples if triple not in own]
    report = validate_graph(own, context, load_shapes(), repairs=True)
    assert report.findings
    assert not any(finding.repairs for finding in report.findings)


def test_nothing_is_proposed_unless_asked():
    """A judgement alone costs no trying."""
    report = validate_graph(triples_of(WORLDS["allocate-competence-to-school"]), (), load_shapes())
    assert report.findings
    assert not any(finding.repairs for finding in report.findings)


def test_the_data_are_as_they_were_after_trying():
    """The report itself is the same with and without repairs."""
    triples = triples_of(WORLDS["learn-at-recognised-workplace"])
    plain = validate_graph(triples, (), load_shapes())
    mended = validate_graph(triples, (), load_shapes(), repairs=True)
    assert [one.fingerprint for one in plain.findings] == [one.fingerprint for one in mended.findings]
    assert plain.graph == mended.graph


def test_a_repair_is_a_patch():
    """Whoever downloads a change gets one transaction of RDF Patch: what goes, then what comes."""
    report = validate_graph(triples_of(WORLDS["learn-at-recognised-workplace"]), (), load_shapes(), repairs=True)
    repair = next(repair for finding in report.findings for repair in finding.repairs if repair.removes)
    lines = as_patch(repair).splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    assert {line[0] for line in lines[1:-1]} == {"A", "D"}
    assert unquote(patch_address(repair).partition(",")[2]) == as_patch(repair)
    for language, words in (("nl", "Dit zou het oplossen"), ("fr", "Ceci y remédierait"), ("en", "This would mend it")):
        assert words in render_text(report, language)
        page = render_page([report], language)
        assert "data:application/rdf-patch" in page
        assert repair.text[language] in unescape(page)


def test_the_graph_knows_what_could_be_chosen_instead(example):
    """A trajectory at a workplace without recognition is told of one nearby that is recognised and teaches it."""
    service, trajectory = example
    report = service.validator.validate(trajectory, name="plan.ttl")
    repairs = [repair for finding in report.findings for repair in finding.repairs]
    assert any(repair.remedy.endswith("#learn-at-recognised-workplace") for repair in repairs), report.findings


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example region, and a trajectory whose work is learned in a school workshop of Hasselt."""
    service = assemble(Settings(store=str(tmp_path_factory.mktemp("repairing") / "store")))
    load_ontology(service)
    load_example(service)
    name = service.identifiers.of
    text = f"""
        PREFIX lw: <https://w3id.org/leerweg/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        <urn:t> a lw:Trajectory ; lw:ofProgramme {name("programme", "S-97")} ;
          lw:aimsAt {name("qualification", "BK-0117-2")} ;
          lw:startDate "2026-09-15"^^xsd:date ; lw:hasComponent <urn:w> .
        <urn:w> a lw:WorkExperienceComponent ; lw:hasAllocation <urn:a> .
        <urn:a> a lw:CompetenceAllocation ; lw:allocatesCompetence {name("competence", "bkc0014569")} ;
          lw:takesPlaceAt {{workshop}} .
    """
    with service.store.reader() as reader:
        rows = reader.select((HERE / "repairs" / "find_workshop.rq").read_text(encoding="utf-8"))
        workshop = next(iter(rows))["site"]
    return service, text.replace("{workshop}", str(workshop)).encode()
