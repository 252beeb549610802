"""The classes and properties of the ontology as people read them, module by module, from its own Turtle files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from leerweg import assets
from leerweg.namespaces import DCT, LW, OWL, RDF_TYPE, RDFS, SKOS
from leerweg.validation.ontology.graph import OntologyGraph, Row, read_ontology, read_question

__all__ = ["Module", "Term", "Vocabulary", "load_vocabulary", "ontology_graph"]

_QUESTION = Path(__file__).parent / "questions" / "list_vocabulary.rq"
_KINDS = {OWL + "Class": "class", OWL + "ObjectProperty": "link", OWL + "DatatypeProperty": "value"}
_ABOVE = {RDFS + "subClassOf", RDFS + "subPropertyOf"}
_ALIGNED = (*sorted(_ABOVE), *(OWL + name for name in ("equivalentClass", "equivalentProperty", "sameAs")),
            *(SKOS + f"{name}Match" for name in ("exact", "close", "broad", "narrow", "related")))  # fmt: skip
_SELF = LW.rstrip("#")


@dataclass(frozen=True)
class Term:
    """A class (`class`), a property that leads to a thing (`link`) or one that has a value (`value`).

    Texts are per language (`examples` may lack French); `aligned` has (relation, IRI) of terms of others, `module` the
    file that declares it.
    """

    iri: str
    kind: str
    module: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    examples: Mapping[str, str]
    sources: tuple[str, ...]
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: tuple[str, ...]
    aligned: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The last part of the IRI, which is also the anchor on a page."""
        return self.iri.removeprefix(LW)


@dataclass(frozen=True)
class Module:
    """One file of the ontology: its name, the sentence at its top (English), and its Turtle."""

    name: str
    about: str
    turtle: str


@dataclass(frozen=True)
class Vocabulary:
    """The ontology: its terms by name, its modules by name; `version`, and titles and descriptions per language."""

    version: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    terms: Mapping[str, Term]
    modules: Mapping[str, Module]

    def of_module(self, name: str, *kinds: str) -> list[Term]:
        """The terms of these kinds that a module declares, by name."""
        return [term for term in self.terms.values() if term.module == name and term.kind in kinds]

    def used_with(self, iri: str) -> list[Term]:
        """The properties whose domain names this class."""
        return [term for term in self.terms.values() if iri in term.domain]

    def below(self, iri: str) -> list[Term]:
        """The terms right below this one."""
        return [term for term in self.terms.values() if iri in term.above]

    @property
    def turtle(self) -> str:
        """The ontology without its code lists, as the files have it: Turtle may repeat its prefixes."""
        root = assets.ontology()
        files = [
            root / "leerweg.ttl",
            *assets.turtle_files(root / "modules"),
            *assets.turtle_files(root / "alignments"),
        ]
        return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def ontology_graph() -> OntologyGraph:
    """Everything that the files of the ontology state, read once."""
    return read_ontology(assets.ontology())


@cache
def load_vocabulary() -> Vocabulary:
    """The ontology of this release, read once. Raises ConfigurationError when it is not installed."""
    stated: dict[str, list[Row]] = {}
    for row in ontology_graph().ask(read_question(_QUESTION)):
        stated.setdefault(row["term"], []).append(row)
    modules = {file.stem: _module(file) for file in assets.turtle_files(assets.ontology() / "modules")}
    home = {iri: name for name, module in modules.items() for iri in _declared(module.turtle)}
    terms = [_term(iri, rows, home.get(iri, "")) for iri, rows in stated.items()]
    titles, descriptions, version = _about_ontology()
    return Vocabulary(
        version,
        titles,
        descriptions,
        {term.name: term for term in sorted(terms, key=lambda one: one.name.lower())},
        modules,
    )


def _term(iri: str, rows: Iterable[Row], module: str) -> Term:
    listed = list(rows)

    def values(*about: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row["value"] for row in listed if row["about"] in about and not row["language"]))

    def texts(about: str) -> dict[str, str]:
        return {row["language"]: row["value"] for row in listed if row["about"] == about and row["language"]}

    return Term(
        iri=iri,
        kind=next(kind for name, kind in _KINDS.items() if name in values(RDF_TYPE.value)),
        module=module,
        labels=texts(RDFS + "label"),
        definitions=texts(SKOS + "definition"),
        examples=texts(SKOS + "example"),
        sources=values(DCT + "source"),
        above=tuple(value for value in values(*_ABOVE) if value.startswith(LW)),
        domain=values(RDFS + "domain"),
        range=values(RDFS + "range"),
        inverse=values(OWL + "inverseOf"),
        aligned=tuple(
            (about, value) for about in _ALIGNED for value in values(about) if not value.startswith((LW, "_:"))
        ),
    )


def _module(file: Path) -> Module:
    text = file.read_text(encoding="utf-8")
    about = " ".join(line.removeprefix("# ") for line in text.split("\n\n")[1].splitlines() if line.startswith("#"))
    return Module(file.stem, about, text)


def _declared(turtle: str) -> list[str]:
    """The terms that a module says the kind of: its own."""
    triples = parse(turtle, format=RdfFormat.TURTLE)
    return [
        quad.subject.value
        for quad in triples
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode) and quad.object.value in _KINDS
    ]


def _about_ontology() -> tuple[dict[str, str], dict[str, str], str]:
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    version = ""
    for quad in parse(path=str(assets.ontology() / "leerweg.ttl"), format=RdfFormat.TURTLE):
        if not isinstance(quad.object, Literal) or quad.subject != NamedNode(_SELF):
            continue
        language = quad.object.language or ""
        if quad.predicate.value == DCT + "title":
            titles[language] = quad.object.value
        elif quad.predicate.value == DCT + "description":
            descriptions[language] = quad.object.value
        elif quad.predicate.value == OWL + "versionInfo":
            version = quad.object.value
    return titles, descriptions, version
