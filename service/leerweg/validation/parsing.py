"""Reading a foreign RDF document: its triples, or a plain reason why not.

Meant to run in an isolated worker: the checks here keep a hostile document from being believed, the worker keeps it
from doing harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, QuadParser, RdfFormat, Triple, parse

from leerweg.errors import InputTooLargeError, MalformedInputError, UnacceptableContentError, UnsupportedFormatError
from leerweg.namespaces import Identifiers
from leerweg.settings import Settings
from leerweg.validation.acceptance import check_triple
from leerweg.validation.nesting import nesting_depth
from leerweg.validation.workbook import Places, read_workbook

__all__ = ["WORKBOOK_TYPE", "Document", "Limits", "format_of", "is_workbook", "parse_document"]

_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "n-triples": RdfFormat.N_TRIPLES,
    "nt": RdfFormat.N_TRIPLES,
    "n-quads": RdfFormat.N_QUADS,
    "nq": RdfFormat.N_QUADS,
    "rdf/xml": RdfFormat.RDF_XML,
    "rdf-xml": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "rdf": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
    "json-ld": RdfFormat.JSON_LD,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
}
_READABLE = (
    "Turtle (.ttl), TriG (.trig), N-Triples (.nt), N-Quads (.nq), RDF/XML (.rdf), JSON-LD (.jsonld)"
    " or a workbook (.xlsx)"
)
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook made from the template for trajectories."""

_WORKBOOK = "xlsx"
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML_ENCODING = re.compile(r"""\A\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']""")


@dataclass(frozen=True)
class Limits:
    """How large a foreign document may be: `size` in bytes, `literal` in characters, `depth` in open brackets."""

    size: int = 10 * 1024 * 1024
    triples: int = 200_000
    blank_nodes: int = 50_000
    literal: int = 65_536
    depth: int = 100


@dataclass(frozen=True)
class Document:
    """A foreign document that was read: its name, text, triples, and the prefixes and base it declares.

    Nameless nodes are called `_:document1`, `_:document2`, … in the order of the text, so that they can be no one
    else's and two validations of the same document give the same report. A workbook has no text, but `places` of what
    it describes, and `remarks` on its cells: statements for the shapes, which are no part of the document.
    """

    name: str
    text: str
    triples: tuple[Triple, ...]
    prefixes: dict[str, str]
    base: str
    places: Places = field(default_factory=Places)
    remarks: tuple[Triple, ...] = ()

    def mentioned(self) -> tuple[NamedNode, ...]:
        """Every IRI that stands as subject or object, in order of appearance."""
        terms = (term for triple in self.triples for term in (triple.subject, triple.object))
        return tuple(dict.fromkeys(term for term in terms if isinstance(term, NamedNode)))


def format_of(wanted: str, name: str) -> RdfFormat:
    """The RDF format meant by a format's name or media type, or else by the ending of a file name.

    Raises UnsupportedFormatError when neither is known.
    """
    given = wanted.partition(";")[0].strip().lower()
    if given:
        found = _FORMATS.get(given) or (RdfFormat.from_media_type(given) if "/" in given else None)
    else:
        found = _FORMATS.get(name.rpartition(".")[2].lower())
    if found is None or found not in _FORMATS.values():
        said = f"'{given}'" if given else "a file of this name" if name else "a document without a name or format"
        raise UnsupportedFormatError(
            f"The format of {said} is not one that is read here.", where=name, remedy=f"Give {_READABLE}."
        )
    return found


def parse_document(
    content: bytes, *, wanted: str = "", name: str = "", base: str = "", limits: Limits | None = None
) -> Document:
    """The document in `content`, in the format `wanted` (name or media type) or the one that `name` ends in.

    A workbook is one that is made from the template for trajectories; its codes stand for things below `base`.
    Relative IRIs are read against `base`; without one they are refused. Raises UnsupportedFormatError,
    InputTooLargeError, MalformedInputError (with line and column where known) and UnacceptableContentError; each says
    what to do.
    """
    allowed = limits or Limits()
    workbook = is_workbook(wanted, name)
    rdf_format = RdfFormat.TURTLE if workbook else format_of(wanted, name)
    if len(content) > allowed.size:
        raise InputTooLargeError(
            f"The document has {len(content):,} bytes; {allowed.size:,} are read at most.",
            where=name,
            remedy="Split it into smaller documents.",
        )
    if workbook:
        return _read_workbook(content, name, base, allowed)
    text = _decode(content, name)
    if rdf_format == RdfFormat.RDF_XML:
        _check_xml(text, name)
    if nesting_depth(text, rdf_format) > allowed.depth:
        raise UnacceptableContentError(
            f"The document nests more than {allowed.depth} levels deep.",
            where=name,
            remedy="Give nested things an IRI and describe them side by side.",
        )
    parser = parse(text.encode(), rdf_format, base_iri=base or None, without_named_graphs=True)
    try:
        triples = _collect(parser, name, allowed)
    except SyntaxError as wrong:
        raise _explain(wrong, name) from wrong
    return Document(name, text, triples, dict(parser.prefixes), parser.base_iri or "")


def is_workbook(wanted: str, name: str) -> bool:
    """Whether a document is a workbook, by a format's name or media type, or else by the ending of its file name."""
    given = wanted.partition(";")[0].strip().lower()
    return given in (_WORKBOOK, WORKBOOK_TYPE) if given else name.rpartition(".")[2].lower() == _WORKBOOK


def _read_workbook(content: bytes, name: str, base: str, allowed: Limits) -> Document:
    identifiers = Identifiers(base or Settings.model_fields["base"].default)
    read = read_workbook(
        content,
        identifiers,
        name=name,
        triples=allowed.triples,
        blank_nodes=allowed.blank_nodes,
        literal=allowed.literal,
    )
    return Document(name, "", tuple(read.triples), {}, identifiers.base, read.places, tuple(read.remarks))


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise MalformedInputError(
            f"The document is not UTF-8: byte {wrong.start + 1} cannot be read.",
            where=name,
            remedy="Save it in the encoding UTF-8.",
        ) from wrong


def _check_xml(text: str, name: str) -> None:
    if _DOCTYPE.search(text):
        raise UnacceptableContentError(
            "The document has a DOCTYPE; entities of XML are not read here.",
            where=name,
            remedy="Remove the DOCTYPE and write names in full, or save the document as Turtle.",
        )
    encoding = _XML_ENCODING.match(text)
    if encoding and encoding[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise UnacceptableContentError(
            f"The document says its encoding is {encoding[1][:40]}; only UTF-8 is read here.",
            where=name,
            remedy="Save it in the encoding UTF-8.",
        )


def _collect(parser: QuadParser, name: str, allowed: Limits) -> tuple[Triple, ...]:
    renamed: dict[BlankNode, BlankNode] = {}

    def rename(term: NamedNode | BlankNode | Literal | Triple) -> NamedNode | BlankNode | Literal | Triple:
        if isinstance(term, BlankNode):
            return renamed.setdefault(term, BlankNode(f"document{len(renamed) + 1}"))
        return term

    triples: dict[Triple, None] = {}
    for quad in parser:
        check_triple(quad.triple, name=name, longest=allowed.literal)
        triples[Triple(rename(quad.subject), quad.predicate, rename(quad.object))] = None  # type: ignore[arg-type]  # a subject stays a subject
        for count, most, what in (
            (len(triples), allowed.triples, "statements"),
            (len(renamed), allowed.blank_nodes, "nameless nodes"),
        ):
            if count > most:
                raise InputTooLargeError(
                    f"The document has more than {most:,} {what}.",
                    where=name,
                    remedy="Split it into smaller documents.",
                )
    return tuple(triples)


def _explain(wrong: SyntaxError, name: str) -> MalformedInputError | UnacceptableContentError:
    place = [name] if name else []
    if wrong.lineno is not None:
        place += [f"line {wrong.lineno}", f"column {wrong.offset}"]
    if "named graph" in str(wrong.msg).lower():
        return UnacceptableContentError(
            "The document puts statements in named graphs; a document says what it says in one graph.",
            where=", ".join(place),
            remedy="Leave the graph names out.",
        )
    if "LoadDocumentCallback" in str(wrong.msg):
        return UnacceptableContentError(
            "The document refers to a JSON-LD context at another address; nothing is fetched from the network.",
            where=", ".join(place),
            remedy="Put the context itself into the document.",
        )
    detail = re.sub(r"^Parser error (?:at|between) .*?: ", "", str(wrong.msg))[:300].rstrip(".")
    return MalformedInputError(
        f"The document cannot be read: {detail}.", where=", ".join(place), remedy="Mend it at the place named."
    )
