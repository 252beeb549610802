"""The reference page of the ontology (docs/reference/ontology.md), rendered from the ontology itself.

`python -m leerweg.validation.ontology.reference > docs/reference/ontology.md` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from leerweg import assets
from leerweg.validation.ontology.graph import OntologyGraph, Row, read_ontology, read_question

__all__ = ["Shortener", "render_reference"]

_HERE = Path(__file__).parent
_INTRODUCTION = """\
# The ontology

<!-- Generated from ontology/ by `python -m leerweg.validation.ontology.reference`; do not edit. -->

Every class, property and code list of Leerweg. The ontology is <https://w3id.org/leerweg/ns>, its terms are
`https://w3id.org/leerweg/ns#…` (prefix `lw`), its code lists `https://w3id.org/leerweg/scheme/LIST/CODE`.
Dates are inclusive at both ends. `N1` … `N29` are rows of the concept note, listed below under *concept-note*.
"""


def render_reference(folder: Path) -> str:
    """The page as Markdown: one table of classes, one of properties, one for each code list, all in a fixed order."""
    graph = read_ontology(folder)
    short = Shortener(graph)
    return "\n".join(
        [
            _INTRODUCTION,
            *_classes(graph, short),
            *_properties(graph, short),
            *_code_lists(graph),
        ]
    )


class Shortener:
    """IRIs as a reader knows them: `lw:Site`, `skos:Concept`; rows of the note as `N3`."""

    def __init__(self, graph: OntologyGraph) -> None:
        rows = graph.ask(read_question(_HERE / "list_prefixes.rq"))
        self._prefixes = [(row["namespace"], row["prefix"]) for row in rows]

    def __call__(self, iri: str) -> str:
        """The IRI in short, as code in Markdown; what has no prefix of ours is left whole, as a link."""
        for namespace, prefix in self._prefixes:
            if iri.startswith(namespace):
                name = iri.removeprefix(namespace)
                return name if prefix == "cnote" else f"`{prefix}:{name}`"
        return f"<{iri}>"

    def bare(self, iri: str) -> str:
        """The same without the marks of Markdown; a term of our own by its name alone."""
        return self(iri).strip("`<>").removeprefix("lw:")

    def several(self, rows: Sequence[Row], name: str) -> str:
        """The different values of one column, each once, in the order they come; `N2` before `N10`."""
        found = dict.fromkeys(row[name] for row in rows if row[name])
        return ", ".join(sorted((self(iri) for iri in found), key=_natural))


def _natural(text: str) -> tuple[int, str]:
    return (int(text[1:]) if text[1:].isdigit() else 0, text)


def _classes(graph: OntologyGraph, short: Shortener) -> Iterator[str]:
    yield "## Classes\n"
    yield from _head("Class", "Dutch", "Definition", "Below", "Source")
    for term, rows in _by_term(graph, "list_classes.rq"):
        first = rows[0]
        yield _line(
            short(term), first["nl"], first["definition"], short.several(rows, "above"), short.several(rows, "source")
        )
    yield ""


def _properties(graph: OntologyGraph, short: Shortener) -> Iterator[str]:
    yield "## Properties\n"
    yield from _head("Property", "Dutch", "Definition", "Of", "Value", "Below")
    for term, rows in _by_term(graph, "list_properties.rq"):
        first = rows[0]
        yield _line(
            short(term),
            first["nl"],
            first["definition"],
            short.several(rows, "domain") or "anything",
            short.several(rows, "range"),
            short.several(rows, "above"),
        )
    yield ""


def _code_lists(graph: OntologyGraph) -> Iterator[str]:
    yield "## Code lists\n"
    rows = graph.ask(read_question(_HERE / "list_concepts.rq"))
    for scheme, concepts in groupby(rows, key=lambda row: row["scheme"]):
        listed = list(concepts)
        yield f"### {scheme.rpartition('/')[2]}\n"
        yield f"{listed[0]['title']}. {listed[0]['about']}\n"
        yield from _head("Code", "Dutch", "English", "French", "Definition")
        for row in listed:
            yield _line(f"`{row['code']}`", row["nl"], row["en"], row["fr"], row["definition"])
        yield ""


def _by_term(graph: OntologyGraph, file: str) -> Iterator[tuple[str, list[Row]]]:
    rows = graph.ask(read_question(_HERE / file))
    for term, group in groupby(rows, key=lambda row: row["term"]):
        yield term, list(group)


def _head(*names: str) -> Iterable[str]:
    return (_line(*names), _line(*("---" for _ in names)))


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(render_reference(assets.ontology()))
