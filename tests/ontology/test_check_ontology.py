"""The check of the ontology: the shipped one passes, and every sort of fault is told apart."""

import os
import re
import subprocess
import tempfile

import pytest

from leerweg import assets
from leerweg.errors import ConfigurationError, OntologyError, WorkLimitError
from leerweg.validation.ontology import FindingKind, check_ontology

LW = "https://w3id.org/leerweg/ns#"
PREFIXES = """\
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix lw:   <https://w3id.org/leerweg/ns#> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
HYBRID = """\
lw:HybridWorkplace a owl:Class ;
    rdfs:subClassOf lw:RealWorkplace , lw:SchoolWorkshop ;
    rdfs:isDefinedBy <https://w3id.org/leerweg/ns> ;
    rdfs:label "hybride werkplek"@nl , "hybrid workplace"@en , "lieu hybride"@fr ;
    skos:definition "Werkplek en atelier tegelijk."@nl , "Workplace and workshop at once."@en ;
    skos:example "een bakkerij van de school"@nl , "a bakery of the school"@en ;
    dct:source <https://w3id.org/leerweg/scheme/concept-note/N3> .
"""


def spoil(folder, text):
    (folder / "modules" / "spoilt.ttl").write_text(PREFIXES + text, encoding="utf-8")


def test_shipped_ontology_is_sound(java):
    """The ontology that is shipped has no fault at all, by HermiT and by every rule."""
    report = check_ontology(assets.ontology())

    assert report.findings == ()
    assert report.sound
    assert report.triples > 5000
    assert len(list((assets.ontology() / "quality").glob("*.rq"))) == report.rules


def test_unsatisfiable_class_is_named(java, ontology_copy):
    """A class below two disjoint environments is named; nothing else is blamed."""
    spoil(ontology_copy, HYBRID)

    findings = check_ontology(ontology_copy).findings

    assert [(f.kind, f.subject) for f in findings] == [(FindingKind.UNSATISFIABLE_CLASS, LW + "HybridWorkplace")]


def test_inconsistency_is_told_from_unsatisfiable_class(java, ontology_copy):
    """A thing that is of two disjoint classes makes the whole ontology inconsistent, and is reported as that."""
    spoil(ontology_copy, "<https://w3id.org/leerweg/id/site/1> a lw:RealWorkplace , lw:SimulatedWorkplace .\n")

    findings = check_ontology(ontology_copy).findings

    assert [f.kind for f in findings] == [FindingKind.INCONSISTENCY]
    assert "contradicts itself" in findings[0].sentence


def test_alignments_are_reasoned_with(java, ontology_copy):
    """A contradiction that only an alignment brings in is found too: a site is no organisation in W3C ORG."""
    spoil(ontology_copy, HYBRID.replace("lw:RealWorkplace , lw:SchoolWorkshop", "lw:Site , lw:Partnership"))

    findings = check_ontology(ontology_copy).findings

    assert [(f.kind, f.subject) for f in findings] == [(FindingKind.UNSATISFIABLE_CLASS, LW + "HybridWorkplace")]


def test_disjoint_kinds_stay_disjoint(java, ontology_copy):
    """Nothing can be both of two kinds that the domain keeps apart."""
    pairs = [
        ("GeneralEducationComponent", "VocationalTrainingComponent"),
        ("VocationalTrainingComponent", "WorkExperienceComponent"),
        ("GeneralEducationComponent", "WorkExperienceComponent"),
        ("RealWorkplace", "SimulatedWorkplace"),
        ("SimulatedWorkplace", "SchoolWorkshop"),
        ("ProfessionalQualification", "PartialQualification"),
        ("Trajectory", "StandardTrajectory"),
        ("PreparatoryComponent", "WorkExperienceComponent"),
        ("SupervisionVisit", "QualityAction"),
        ("Membership", "MentorRole"),
        ("ClassCouncil", "Organisation"),
        ("Outcome", "Qualification"),
        ("Waiver", "Rule"),
    ]
    both = [HYBRID.replace("lw:RealWorkplace , lw:SchoolWorkshop", f"lw:{one} , lw:{other}") for one, other in pairs]
    spoil(ontology_copy, "".join(text.replace("Hybrid", f"Hybrid{i}") for i, text in enumerate(both)))

    findings = check_ontology(ontology_copy).findings

    empty = {f.subject for f in findings if f.kind == FindingKind.UNSATISFIABLE_CLASS}
    assert empty == {f"{LW}Hybrid{i}Workplace" for i in range(len(pairs))}


def test_missing_label_is_a_kind_of_its_own(java, ontology_copy):
    """A class without French label is reported as missing-label, with the language."""
    spoil(ontology_copy, HYBRID.replace(' , "lieu hybride"@fr', "").replace("lw:RealWorkplace , ", ""))

    (finding,) = check_ontology(ontology_copy).findings

    assert (finding.kind, finding.subject) == (FindingKind.MISSING_LABEL, LW + "HybridWorkplace")
    assert finding.sentence.endswith("Here: fr.")


def test_quality_violation_says_rule_and_summary(java, ontology_copy):
    """A row of a quality query is a finding that gives the rule's name and its summary."""
    spoil(ontology_copy, "lw:Site rdfs:subClassOf lw:Building .\nlw:Building a owl:Class .\n")

    findings = check_ontology(ontology_copy).findings

    assert {FindingKind.MISSING_LABEL, FindingKind.QUALITY_VIOLATION} == {f.kind for f in findings}
    assert {LW + "Building"} == {f.subject for f in findings}
    missing = {f"missing_{what}" for what in ("label", "definition", "defining_ontology", "example", "source")}
    assert missing == {f.rule for f in findings}


def test_syntax_error_names_file_and_line(ontology_copy):
    """A file that is no Turtle is named with the line; nothing else is judged on half an ontology."""
    spoil(ontology_copy, "lw:Site a owl:Class\nlw:Company a owl:Class .\n")

    (finding,) = check_ontology(ontology_copy).findings

    assert (finding.kind, finding.subject) == (FindingKind.UNREADABLE, "modules/spoilt.ttl")
    assert re.search(r"line 7\b", finding.sentence)


def test_broken_quality_rule_is_reported(java, ontology_copy):
    """A quality rule that is no SPARQL does not pass in silence."""
    (ontology_copy / "quality" / "broken_violation.rq").write_text("#+ summary: broken.\nSELECT WHERE {\n")

    (finding,) = check_ontology(ontology_copy).findings

    assert (finding.kind, finding.subject) == (FindingKind.UNREADABLE, "broken_violation.rq")


def test_rule_without_summary_is_refused(ontology_copy):
    """A quality rule must say in words what it asks."""
    (ontology_copy / "quality" / "mute_violation.rq").write_text("SELECT ?subject WHERE { ?subject a ?x }\n")

    with pytest.raises(OntologyError, match="summary"):
        check_ontology(ontology_copy)


def test_folder_without_ontology_is_refused(tmp_path):
    """An empty folder is not a sound ontology."""
    with pytest.raises(OntologyError, match="no ontology"):
        check_ontology(tmp_path)


def test_ontology_without_rules_is_refused(ontology_copy):
    """An ontology whose quality rules are gone does not pass."""
    for rule in (ontology_copy / "quality").iterdir():
        rule.unlink()

    with pytest.raises(OntologyError, match="no quality rules"):
        check_ontology(ontology_copy)


def test_missing_java_says_what_to_install(monkeypatch):
    """Without Java the check does not pass quietly: it says what is missing and how to get it."""
    monkeypatch.setenv("PATH", "")

    with pytest.raises(ConfigurationError) as caught:
        check_ontology(assets.ontology())

    assert "Java runtime" in caught.value.message
    assert "default-jre-headless" in caught.value.remedy


def stand_in_for_java(folder, monkeypatch, script):
    """A program of the name java, found before the real one."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for a Java that hangs is a shell script")
def test_slow_reasoner_is_ended_and_leaves_nothing(monkeypatch, tmp_path):
    """Reasoning that takes too long is stopped, with the Java that the reasoner started and its scratch files."""
    scratch, started = tmp_path / "scratch", tmp_path / "started"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    stand_in_for_java(tmp_path, monkeypatch, f"echo $$ > '{started}'\nexec sleep 600")

    with pytest.raises(WorkLimitError, match="within 8 seconds"):
        check_ontology(assets.ontology(), seconds=8)

    assert list(scratch.iterdir()) == []
    pid = started.read_text(encoding="utf-8").strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False).stdout
    assert state.strip()[:1] in ("", "Z")


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for a Java without runtime is a shell script")
def test_java_that_does_not_run_is_told_from_a_bad_ontology(monkeypatch, tmp_path):
    """A stub that is called java but has no runtime behind it is not blamed on the ontology."""
    stand_in_for_java(tmp_path, monkeypatch, "echo 'Unable to locate a Java Runtime.' >&2\nexit 1")

    with pytest.raises(ConfigurationError, match="does not run: Unable to locate a Java Runtime") as caught:
        check_ontology(assets.ontology())

    assert "default-jre-headless" in caught.value.remedy


def test_check_leaves_no_scratch_files(java, monkeypatch, tmp_path, ontology_copy):
    """The reasoner's scratch files are gone even when it found a contradiction."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    spoil(ontology_copy, "<https://w3id.org/leerweg/id/site/1> a lw:RealWorkplace , lw:SimulatedWorkplace .\n")

    check_ontology(ontology_copy)

    assert list(scratch.iterdir()) == []


def test_unusable_ontology_gives_a_sentence(java, ontology_copy):
    """What the reasoner cannot digest (here: counting a transitive property) is said in one sentence, no Java trace."""
    spoil(
        ontology_copy,
        "lw:partOf a owl:TransitiveProperty .\nlw:PartialQualification rdfs:subClassOf [ a owl:Restriction ; "
        'owl:onProperty lw:partOf ; owl:maxCardinality "1"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> ] .',
    )

    with pytest.raises(OntologyError, match="Non-simple property") as caught:
        check_ontology(ontology_copy)

    assert "\n" not in str(caught.value)
    assert "OWL 2 DL" in caught.value.remedy
