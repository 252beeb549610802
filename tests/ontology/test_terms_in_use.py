"""What shapes, data and questions say exists in the ontology: a misspelt term or code is found here, not by a user."""

import re
from pathlib import Path

from leerweg import assets
from leerweg.validation.ontology.graph import read_ontology

ROOT = Path(__file__).parents[2]
TERM = re.compile(r"(?<![\w/:-])lw:([A-Za-z]+)|(?<![\w.])lw\(\"([A-Za-z]+)\"\)|\bLW \+ \"([A-Za-z]+)\"")
CONCEPT = re.compile(
    r"https://w3id\.org/leerweg/scheme/([a-z-]+/[\w.-]*\w)"  # written out
    r"|scheme\(\"([\w-]+)\", \"([\w-]+)\"\)"  # made in Python
)
LEGAL = re.compile(r"<(https://www\.ejustice\.just\.fgov\.be/eli/[^>]+)>")
LEGAL_RESOURCE = "http://data.europa.eu/eli/ontology#LegalResource"
SHORT_SCHEME = re.compile(r"@prefix ([\w-]+):\s+<https://w3id\.org/leerweg/scheme/\1/>")


def sources():
    """Every file of ours that speaks of the ontology, with its text."""
    for folder in ("shapes", "data", "service"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".ttl", ".rq", ".py"):
                yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def declared():
    """Every IRI that is the subject of a statement in the ontology."""
    return {getattr(quad.subject, "value", "") for quad in read_ontology(assets.ontology()).store}


def test_every_term_in_use_is_declared():
    """A class or property that a shape, a record or a query names is one that the ontology declares."""
    known = declared()
    wrong = [
        (file, name)
        for file, text in sources()
        for name in sorted({first or second or third for first, second, third in TERM.findall(text)})
        if f"https://w3id.org/leerweg/ns#{name}" not in known
    ]

    assert wrong == []


def test_every_concept_in_use_is_declared():
    """A code that a shape, a record or a query names is one of its code list."""
    known = declared()
    wrong = [
        (file, path)
        for file, text in sources()
        for path in sorted({path or f"{code_list}/{code}" for path, code_list, code in CONCEPT.findall(text)})
        if f"https://w3id.org/leerweg/scheme/{path}" not in known
    ]
    short = [
        (file, f"{prefix}:{code}")
        for file, text in sources()
        for prefix in SHORT_SCHEME.findall(text)
        for code in sorted(set(re.findall(rf"(?<![\w/-]){prefix}:([\w-]+)", text)))
        if f"https://w3id.org/leerweg/scheme/{prefix}/{code}" not in known
    ]

    assert wrong + short == []


def test_every_legal_source_in_use_is_described():
    """A decree that a shape or a number rests on has its title in three languages, in the code list legal-source."""
    known = {
        quad.subject.value for quad in read_ontology(assets.ontology()).store if quad.object.value == LEGAL_RESOURCE
    }
    unknown = {(file, text) for file, content in sources() for text in LEGAL.findall(content) if text not in known}

    assert unknown == set(), "describe the text in ontology/schemes/legal-source.ttl"
