"""The files of the example region: plain Turtle that loads anywhere and uses only words that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from leerweg import assets
from leerweg.namespaces import LW, MUNICIPALITY, SCHEME, SKOS

if TYPE_CHECKING:
    from conftest import Region, Triples

BASE = "http://127.0.0.1:8000/"
NAMES = [
    "capacity",
    "competences",
    "course",
    "esco",
    "evaluation",
    "guidance",
    "mentors",
    "offers",
    "organisations",
    "programmes",
    "qualifications",
    "recognitions",
    "sites",
    "trajectories",
]
SYNTHETIC = (
    "Agreement",
    "CertificateMoment",
    "ClassCouncil",
    "ClassCouncilAdvice",
    "Company",
    "CompetenceAllocation",
    "CompetenceCluster",
    "EducationProvider",
    "Evaluation",
    "EvaluationPlan",
    "Exclusion",
    "FollowUpMoment",
    "Guidance",
    "Handover",
    "LearningActivity",
    "LearningOffer",
    "Membership",
    "MentorRole",
    "PlaceCapacity",
    "Recognition",
    "Responsibility",
    "SectoralPartnership",
    "Signature",
    "Site",
    "Suspension",
    "Trajectory",
    "TrajectoryComponent",
    "WorkplacePeriod",
)
NAMED = (
    "Award",
    "Certificate",
    "ClassCouncil",
    "ClassCouncilAdvice",
    "Company",
    "Competence",
    "CompetenceCluster",
    "EducationProvider",
    "Evaluation",
    "EvaluationPlan",
    "Guidance",
    "Handover",
    "LearningActivity",
    "Programme",
    "ProgrammeVersion",
    "PublicBody",
    "Qualification",
    "QualificationSeries",
    "SectoralPartnership",
    "Site",
    "StandardTrajectory",
    "Trajectory",
    "WorkplacePeriod",
)


def terms(example: Region) -> set[str]:
    """Every IRI that the example uses, in whatever place."""
    predicates = {predicate for row in example.by_subject.values() for predicate in row}
    return set(example.by_subject) | predicates | {one for one in example.by_object if "://" in one and " " not in one}


def prefixes(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^@prefix\s+([a-z0-9-]+):\s+<([^>]*)>", path.read_text("utf-8"), re.MULTILINE))


def check_digits_hold(number: str) -> bool:
    return int(number[8:]) == 97 - int(number[:8]) % 97


def test_the_example_is_these_fourteen_files(example_files: list[Path]) -> None:
    """A reader finds one file per kind of data."""
    assert [path.stem for path in example_files] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_file_loads_the_same_in_two_engines(name: str) -> None:
    """Whoever takes the example to another tool gets the same triples, and no blank nodes."""
    path = assets.data() / "example" / f"{name}.ttl"
    ours = {str(quad.triple) for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE)}
    theirs = rdflib.Graph().parse(path, format="turtle", publicID=BASE)
    assert len(ours) == len(theirs) > 0
    assert not [line for line in ours if "_:" in line.split('"')[0]]
    assert not any(isinstance(term, rdflib.BNode) for triple in theirs for term in triple)


def test_a_file_is_free_of_any_base(example_files: list[Path]) -> None:
    """The service gives its own base: no file states one, and every prefix of ours is relative."""
    for path in example_files:
        text = path.read_text("utf-8")
        assert "@base" not in text
        assert BASE not in text
        ours = {prefix: iri for prefix, iri in prefixes(path).items() if "://" not in iri}
        assert all(iri == f"id/{prefix}/" for prefix, iri in ours.items())


def test_the_prefixes_are_those_of_the_project(example_files: list[Path]) -> None:
    """A prefix means the same everywhere; those of code lists carry the list's name."""
    known = prefixes(assets.ontology() / "prefixes.ttl")
    for path in example_files:
        for prefix, iri in prefixes(path).items():
            if "://" in iri:
                assert iri == known.get(prefix, f"{SCHEME}{prefix}/")


def test_every_word_of_ours_is_in_the_ontology(example: Region) -> None:
    """The example uses no class or property that the ontology does not define."""
    ontology = {
        quad.subject.value
        for path in assets.turtle_files(assets.ontology() / "modules")
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }
    assert {term for term in terms(example) if term.startswith(LW)} <= ontology


def test_every_code_and_municipality_exists(example: Region, code_lists: Triples) -> None:
    """Each code used stands in its list, each municipality among the regions."""
    used = {term for term in terms(example) if term.startswith((SCHEME, MUNICIPALITY))}
    assert len(used) > 30
    assert {term for term in used if not code_lists.values(term, SKOS + "prefLabel")} == set()


def test_everything_mentioned_is_described(example: Region) -> None:
    """No IRI of the example leads nowhere."""
    ours = {term for term in terms(example) if term.startswith(BASE + "id/")}
    assert len(ours) > 800
    assert {term for term in ours if term not in example.by_subject or not example.by_subject[term]} == set()


@pytest.mark.parametrize("kind", NAMED)
def test_whatever_has_a_name_has_it_in_three_languages(example: Region, kind: str) -> None:
    """Readers of Dutch, English and French all get one name."""
    assert example.instances(kind)
    for subject in example.instances(kind):
        languages = [label.language for label in example.by_subject[subject][SKOS + "prefLabel"]]
        assert sorted(languages) == ["en", "fr", "nl"], subject


def test_a_label_is_no_copy_of_another_language(example: Region) -> None:
    """Competences are truly worded three times."""
    for subject in example.instances("Competence"):
        assert len({example.label(subject, language) for language in ("nl", "en", "fr")}) == 3, subject


@pytest.mark.parametrize("kind", SYNTHETIC)
def test_whatever_is_made_up_says_so(example: Region, kind: str) -> None:
    """Nobody can take a fictional record for a real one."""
    made_up = (
        ("GeneralEducationComponent", "VocationalTrainingComponent", "WorkExperienceComponent")
        if kind == "TrajectoryComponent"
        else (kind,)
    )
    subjects = [subject for one in made_up for subject in example.instances(one)]
    assert subjects
    assert all(example.values(subject, "lw:synthetic") == ["true"] for subject in subjects)


def test_what_is_real_is_not_called_synthetic(example: Region) -> None:
    """Qualifications, programmes and public bodies are real; so are all competences but the one group."""
    for kind in ("Qualification", "Programme", "ProgrammeVersion", "PublicBody"):
        assert not any(example.values(subject, "lw:synthetic") for subject in example.instances(kind))
    made_up = [one for one in example.instances("Competence") if example.values(one, "lw:synthetic")]
    assert made_up == [example.competence("groep-bekabeling")]


def test_enterprise_numbers_are_valid_and_unused(example: Region) -> None:
    """Numbers start with 1998, pass the check, are the key of the organisation, and no two are the same."""
    holders = [*example.instances("Company"), *example.instances("EducationProvider")]
    numbers = [example.value(one, "lw:enterpriseNumber") or "" for one in holders]
    assert len(set(numbers)) == len(numbers) == 39
    assert all(re.fullmatch(r"1998\d{6}", number) and check_digits_hold(number) for number in numbers)
    assert holders == [example.of("organisation", number) for number in numbers]


def test_establishment_numbers_are_valid_and_unused(example: Region) -> None:
    """Numbers start with 8998, pass the check, are the key of the site, and no two are the same."""
    sites = example.instances("Site")
    numbers = [example.value(one, "lw:establishmentNumber") or "" for one in sites]
    assert len(set(numbers)) == len(numbers) == 44
    assert all(re.fullmatch(r"8998\d{6}", number) and check_digits_hold(number) for number in numbers)
    assert sites == [example.of("site", number) for number in numbers]


def test_a_site_lies_about_where_its_municipality_lies(region: Region) -> None:
    """On a map every site appears in or near its municipality."""
    for site in region.instances("Site"):
        place = region.value(site, "lw:municipality") or ""
        for axis in ("geo:lat", "geo:long"):
            assert abs(float(region.value(site, axis) or 0) - float(region.value(place, axis) or 0)) < 0.1


def test_a_mentor_role_tells_nothing_about_a_person(example: Region) -> None:
    """Mentor roles carry what was attested and nothing else."""
    allowed = {
        "mentorAt",
        "forProgramme",
        "isEligible",
        "attestedMinimumAge",
        "attestedExperienceYears",
        "hasPriorTraining",
        "ageExceptionDecision",
        "decisionDate",
        "trainingCompletedOn",
        "validFrom",
        "validUntil",
        "synthetic",
    }
    for role in example.instances("MentorRole"):
        used = {predicate.removeprefix(LW) for predicate, found in example.by_subject[role].items() if found}
        assert {one for one in used if "://" not in one} <= allowed
        assert re.fullmatch(r"m-[0-9a-f]{8}", role.rpartition("/")[2])
