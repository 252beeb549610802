"""One page for each module of the ontology (docs/reference/ontology/<module>.md): its diagram, and its terms.

`python -m leerweg.validation.ontology.diagrams docs/reference/ontology` writes the pages anew. A diagram is Mermaid
text, which code hosts and editors draw; everything comes from the ontology's Turtle, in a fixed order.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from leerweg import assets
from leerweg.validation.ontology.graph import OntologyGraph, Row, read_ontology, read_question
from leerweg.validation.ontology.reference import Shortener

__all__ = ["module_names", "render_module"]

_HERE = Path(__file__).parent
_LW = "https://w3id.org/leerweg/ns#"
_CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"
_DATATYPES = ("http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/2000/01/rdf-schema#Literal")
_NOTE = (
    "<!-- Generated from ontology/modules/{}.ttl by `python -m leerweg.validation.ontology.diagrams`; do not edit. -->"
)


def module_names(folder: Path) -> list[str]:
    """The modules of the ontology in `folder`, in alphabetical order."""
    return sorted(file.stem for file in (folder / "modules").glob("*.ttl"))


def render_module(folder: Path, name: str) -> str:
    """The page of one module of the ontology in `folder`, as Markdown."""
    graph = read_ontology(folder)
    return _page(folder / "modules" / f"{name}.ttl", graph, Shortener(graph))


def _page(file: Path, graph: OntologyGraph, short: Shortener) -> str:
    declared = _declared(file)
    classes = _rows_of(graph, "list_classes.rq", declared)
    properties = _rows_of(graph, "list_properties.rq", declared)
    return "\n".join(
        [
            f"# {file.stem.replace('-', ' ').capitalize()}\n",
            _NOTE.format(file.stem) + "\n",
            f"{_about(file)}\n",
            "```mermaid",
            "classDiagram",
            "    direction LR",
            *_drawn_classes(classes, short),
            *_drawn_properties(properties, short),
            "```\n",
            *_table(("Class", "Dutch", "Definition", "Source"), classes, short),
            *_table(("Property", "Dutch", "Definition", "Source"), properties, short),
        ]
    )


def _declared(file: Path) -> set[str]:
    """The terms of ours that this file says something about first: its own."""
    triples = parse(path=file, format=RdfFormat.TURTLE)
    kinds = re.compile(r"#(?:Class|ObjectProperty|DatatypeProperty)$")
    return {
        quad.subject.value
        for quad in triples
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and kinds.search(quad.object.value)
    }


def _about(file: Path) -> str:
    """The sentence at the top of a module that says what it is about."""
    return "\n".join(
        line.removeprefix("# ")
        for line in file.read_text(encoding="utf-8").split("\n\n")[1].splitlines()
        if line[:1] == "#"
    )


def _rows_of(graph: OntologyGraph, question: str, declared: set[str]) -> list[Row]:
    return [row for row in graph.ask(read_question(_HERE / question)) if row["term"] in declared]


def _drawn_classes(rows: Sequence[Row], short: Shortener) -> Iterator[str]:
    for term in dict.fromkeys(row["term"] for row in rows):
        yield f"    class {short.bare(term)}"
    for row in _different(rows, "term", "above"):
        if row["above"].startswith(_LW):
            yield f"    {short.bare(row['above'])} <|-- {short.bare(row['term'])}"


def _drawn_properties(rows: Sequence[Row], short: Shortener) -> Iterator[str]:
    """Values as lines in the box of a class, links as arrows; what may be said of anything is in the table only."""
    foreign = {row[end] for row in rows for end in ("domain", "range") if _is_box(row[end]) and _LW not in row[end]}
    for iri in sorted(foreign):
        yield f'    class {_box(iri, short)}["{short.bare(iri)}"]'
    for row in _different(rows, "term", "domain", "range"):
        name, owner = short.bare(row["term"]), row["domain"]
        if not _is_box(owner):
            continue
        if _is_box(row["range"]):
            yield f"    {_box(owner, short)} --> {_box(row['range'], short)} : {name}"
        else:
            yield f"    {_box(owner, short)} : {name} {_value(row['range'], short)}"


def _is_box(iri: str) -> bool:
    return bool(iri) and iri != _CONCEPT and not iri.startswith(_DATATYPES)


def _box(iri: str, short: Shortener) -> str:
    return short.bare(iri).replace(":", "_")


def _value(iri: str, short: Shortener) -> str:
    return "code" if iri == _CONCEPT else short.bare(iri).rpartition(":")[2].lower()


def _different(rows: Iterable[Row], *names: str) -> Iterator[Row]:
    """The rows, those alike in these columns once."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = tuple(row[name] for name in names)
        if key not in seen:
            seen.add(key)
            yield row


def _table(head: Sequence[str], rows: Sequence[Row], short: Shortener) -> Iterator[str]:
    if not rows:
        return
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for term in dict.fromkeys(row["term"] for row in rows):
        about = [row for row in rows if row["term"] == term]
        text = (about[0]["nl"], about[0]["definition"])
        cells = (short(term), *(one.replace("|", "\\|") for one in text), short.several(about, "source"))
        yield f"| {' | '.join(cells)} |"
    yield ""


def write(folder: Path) -> None:
    """Write every page into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in module_names(assets.ontology()):
        (folder / f"{name}.md").write_text(render_module(assets.ontology(), name), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
