"""The files of an ontology folder as one graph in memory, and the questions that are put to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from leerweg import assets
from leerweg.errors import OntologyError

__all__ = ["OntologyGraph", "Question", "Row", "read_ontology", "read_question"]

_SH_DECLARE = NamedNode("http://www.w3.org/ns/shacl#declare")
_SH_PREFIX = NamedNode("http://www.w3.org/ns/shacl#prefix")
_SH_NAMESPACE = NamedNode("http://www.w3.org/ns/shacl#namespace")
_ANY_URI = NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")
_ONTOLOGY = NamedNode("https://w3id.org/leerweg/ns")
_HEADER = re.compile(r"^#\+ (\w+): (.+)$", re.MULTILINE)

Row = dict[str, str]


@dataclass(frozen=True)
class Question:
    """A SELECT query from a file: its text and what its `#+ …:` lines say (`summary` always)."""

    file: Path
    text: str
    header: dict[str, str]

    @property
    def summary(self) -> str:
        """The question in words."""
        return self.header["summary"]


@dataclass
class OntologyGraph:
    """All that the Turtle files of one folder state; `unreadable` holds (file, reason) of those that do not parse."""

    folder: Path
    store: Store = field(default_factory=Store)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, question: Question) -> Iterator[Row]:
        """The rows of the answer: variable name to plain text. Raises OntologyError when it is no SELECT query."""
        try:
            rows = self.store.query(question.text)
        except SyntaxError as error:
            raise OntologyError(
                f"The query is not valid SPARQL: {_short(error)}", where=question.file.name, remedy="Mend the query."
            ) from error
        if not isinstance(rows, QuerySolutions):
            raise OntologyError("The query is no SELECT.", where=question.file.name, remedy="Ask for rows.")
        names = [variable.value for variable in rows.variables]
        for row in rows:
            yield {name: _text(row[name]) for name in names}

    def ntriples(self) -> bytes:
        """The whole graph as N-Triples."""
        return self.store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""


def read_ontology(folder: Path) -> OntologyGraph:
    """The graph of every Turtle file below `folder`, with the prefixes of `prefixes.ttl` as SHACL declarations.

    A file that does not parse is noted in `unreadable`, with line and column. Raises OntologyError for a folder
    without Turtle files.
    """
    graph = OntologyGraph(folder)
    files = assets.turtle_files(folder)
    if not files:
        raise OntologyError("There is no ontology here.", where=str(folder), remedy="Name a folder with Turtle files.")
    for file in files:
        try:
            graph.store.extend(list(_statements(file)))
        except SyntaxError as error:
            graph.unreadable.append((file.relative_to(folder).as_posix(), _short(error)))
    return graph


def read_question(file: Path) -> Question:
    """The query of an `.rq` file. Raises OntologyError when it has no `#+ summary:` line."""
    text = file.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    if "summary" not in header:
        raise OntologyError(
            "The query has no '#+ summary:' line.", where=file.name, remedy="Say in words what it asks."
        )
    return Question(file, text, header)


def _statements(file: Path) -> Iterator[Quad]:
    parser = parse(path=file, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    yield from parser
    if file.name == "prefixes.ttl":
        for prefix, namespace in parser.prefixes.items():
            declaration = BlankNode()
            yield Quad(_ONTOLOGY, _SH_DECLARE, declaration)
            yield Quad(declaration, _SH_PREFIX, Literal(prefix))
            yield Quad(declaration, _SH_NAMESPACE, Literal(namespace, datatype=_ANY_URI))


def _short(error: SyntaxError) -> str:
    """Where and what, without the parser's list of everything it would have accepted."""
    return str(error).partition(", expected")[0].partition(": expected")[0].rstrip(".")


def _text(term: object) -> str:
    return str(getattr(term, "value", "" if term is None else term))
