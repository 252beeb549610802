"""The report of the SHACL standard: a clean graph of a validation's results, with our messages in their languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from leerweg.namespaces import DCT, LW, LWSH, RDF_TYPE, SH, XSD
from leerweg.validation.report import Finding, Report
from leerweg.validation.results import Result

__all__ = ["report_graph", "serialise_report", "serialise_reports"]

_PREFIXES = {"dct": DCT, "lw": LW, "lwsh": LWSH, "sh": SH, "xsd": XSD}
_MESSAGE = NamedNode(SH + "resultMessage")
_DETAIL = NamedNode(SH + "detail")


def report_graph(results: Sequence[tuple[Result, Finding]]) -> str:
    """The sh:ValidationReport of these results as N-Triples; failures of nested shapes stand below theirs (sh:detail).

    The severity is that of the shape, also where a waiver takes the finding out of the verdict.
    """
    return (serialize(_report(results), format=RdfFormat.N_TRIPLES) or b"").decode()


def serialise_report(report: Report, rdf_format: RdfFormat, language: str = "") -> bytes:
    """The SHACL report in an RDF format: Turtle, N-Triples, JSON-LD, RDF/XML; messages in one language, or in all."""
    return serialise_reports([report], rdf_format, language)


def serialise_reports(reports: Iterable[Report], rdf_format: RdfFormat, language: str = "") -> bytes:
    """The SHACL reports of several documents, one sh:ValidationReport each, in one graph."""
    triples = (
        quad.triple
        for report in reports
        for quad in parse(report.graph, RdfFormat.N_TRIPLES, rename_blank_nodes=True)
        if not language or quad.predicate != _MESSAGE or _language(quad.triple) in ("", language)
    )
    return serialize(triples, format=rdf_format, prefixes=_PREFIXES) or b""


def _language(triple: Triple) -> str:
    return (triple.object.language or "") if isinstance(triple.object, Literal) else ""


def _report(results: Sequence[tuple[Result, Finding]]) -> Iterable[Triple]:
    report = BlankNode("report")
    yield Triple(report, RDF_TYPE, NamedNode(SH + "ValidationReport"))
    conforms = Literal("false" if results else "true", datatype=NamedNode(XSD + "boolean"))
    yield Triple(report, NamedNode(SH + "conforms"), conforms)
    for number, (result, finding) in enumerate(results, 1):
        node = BlankNode(f"result{number}")
        yield Triple(report, NamedNode(SH + "result"), node)
        yield from _result(node, result, result.shape.severity)
        for language, text in finding.message.items():
            yield Triple(node, _MESSAGE, Literal(text, language=language))
        for place, (detail, told) in enumerate(zip(result.details, finding.details, strict=True), 1):
            below = BlankNode(f"result{number}detail{place}")
            yield Triple(node, _DETAIL, below)
            yield from _result(below, detail, result.shape.severity)
            for language, text in told.expected.items():
                yield Triple(below, _MESSAGE, Literal(text, language=language))


def _result(node: BlankNode, result: Result, severity: str) -> Iterable[Triple]:
    yield Triple(node, RDF_TYPE, NamedNode(SH + "ValidationResult"))
    yield Triple(node, NamedNode(SH + "focusNode"), result.focus)
    yield Triple(node, NamedNode(SH + "sourceShape"), NamedNode(result.shape.iri))
    yield Triple(node, NamedNode(SH + "sourceConstraintComponent"), NamedNode(result.component))
    yield Triple(node, NamedNode(SH + "resultSeverity"), NamedNode(SH + severity))
    if result.path is not None:
        yield Triple(node, NamedNode(SH + "resultPath"), result.path)
    if result.value is not None:
        yield Triple(node, NamedNode(SH + "value"), result.value)
