"""Statements of one RDF file, grouped by subject; blank nodes become IRIs, named graphs are counted and left behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from leerweg.errors import InputTooLargeError, LeerwegError, MalformedInputError, UnacceptableContentError
from leerweg.model.delivery import Progress
from leerweg.sources.digests import digest_of_bytes
from leerweg.sources.limits import RDF_GROUPED_TRIPLES, RDF_TRIPLES
from leerweg.sources.rdf.guards import open_document
from leerweg.sources.rdf.rules import objection

__all__ = ["FORMATS", "About", "extension", "group_by_subject"]

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
"""File extension → format."""

_BOM = b"\xef\xbb\xbf"
_REMOTE_CONTEXT = "LoadDocumentCallback"


_PACKED = (".ttl", ".trig", ".nt", ".nq")


def extension(path: Path) -> str:
    """The extension that tells the format, in small letters: `.nt` for `x.nt` and for the packed `x.nt.gz`.

    Only what is read line by line may be packed: `x.jsonld.gz` is a `.gz`.
    """
    own, inner = path.suffix.lower(), Path(path.stem).suffix.lower()
    return inner if own == ".gz" and inner in _PACKED else own


@dataclass
class About:
    """What a file states about one subject; `reasons` says why it may not, one sentence per kind of statement."""

    triples: dict[Triple, None] = field(default_factory=dict)
    graphs: set[str] = field(default_factory=set)
    reasons: dict[str, None] = field(default_factory=dict)


def group_by_subject(
    path: Path, digest: str, base: str, progress: Progress, *, batch: int = RDF_GROUPED_TRIPLES
) -> Iterator[tuple[str, About]]:
    """Each subject with what is stated about it, in the order of first mention.

    A subject comes again when more than `batch` statements lie between its mentions. `digest` (of the file) makes the
    IRIs of blank nodes, which are the same for the same file. Raises MalformedInputError with line and column for
    broken syntax, UnacceptableContentError for a JSON-LD context on the web, InputTooLargeError past RDF_TRIPLES.
    """
    names = _BlankNodes(base, digest)
    groups: dict[str, About] = {}
    held = 0
    for number, quad in enumerate(_quads(path, base, progress), 1):
        if number > RDF_TRIPLES:
            raise InputTooLargeError(
                f"There are more than {RDF_TRIPLES} statements.", where=path.name, remedy="Split the file."
            )
        _take(groups, quad, names)
        held += 1
        if held == batch:
            yield from groups.items()
            groups, held = {}, 0
    yield from groups.items()


def _take(groups: dict[str, About], quad: Quad, names: _BlankNodes) -> None:
    if isinstance(quad.subject, Triple):  # older drafts of RDF 1.2 allowed it; nothing can be said of it
        groups.setdefault("a statement", About()).reasons["It is a statement about a statement."] = None
        return
    subject = names.of(quad.subject) if isinstance(quad.subject, BlankNode) else quad.subject
    about = groups.setdefault(subject.value, About())
    if reason := objection(quad.subject, quad.predicate, quad.object):
        about.reasons[reason] = None
        return
    value = names.of(quad.object) if isinstance(quad.object, BlankNode) else quad.object
    about.triples[Triple(subject, quad.predicate, value)] = None
    if not isinstance(quad.graph_name, DefaultGraph):
        about.graphs.add(quad.graph_name.value)


class _BlankNodes:
    """IRIs for blank nodes: by file and by order of first mention, since labels are the parser's own."""

    def __init__(self, base: str, digest: str) -> None:
        self._start = f"{base}.well-known/genid/"
        self._digest = digest
        self._known: dict[str, NamedNode] = {}

    def of(self, node: BlankNode) -> NamedNode:
        """The IRI that stands for this blank node."""
        known = self._known.get(node.value)
        if known is None:
            name = digest_of_bytes(f"{self._digest} {len(self._known)}".encode())[:32]
            known = self._known[node.value] = NamedNode(self._start + name)
        return known


class _Watched:
    """A file that reports how much of it was read; a byte order mark is passed over."""

    def __init__(self, stream: BinaryIO, progress: Progress) -> None:
        self._stream = stream
        self._progress = progress
        if stream.read(len(_BOM)) != _BOM:
            stream.seek(0)

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        block = self._stream.read(size)
        self._progress.advance(len(block))
        return block


def _quads(path: Path, base: str, progress: Progress) -> Iterator[Quad]:
    form = FORMATS[extension(path)]
    with open_document(path) as stream:
        try:
            watched = _Watched(stream, progress)
            yield from parse(watched, form, base_iri=base, rename_blank_nodes=True)  # type: ignore[arg-type]  # it reads
        except SyntaxError as error:
            raise _malformed(path.name, form, error) from error


def _malformed(name: str, form: RdfFormat, error: SyntaxError) -> LeerwegError:
    message = str(error.msg)
    if _REMOTE_CONTEXT in message:
        return UnacceptableContentError(
            "The document refers to a JSON-LD context on the web; it is not fetched.",
            where=name,
            remedy="Put the context itself into the document.",
        )
    place = f"{name}, row {error.lineno}, column {error.offset}" if error.lineno else name
    return MalformedInputError(f"This is not {form.name}: {message}.", where=place, remedy="Export the file again.")
