"""From the engine's results to findings that a person can read, and to a clean SHACL report graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from leerweg.namespaces import RDF_TYPE, SH, XSD
from leerweg.validation.engine import Result, Term
from leerweg.validation.labels import Labels, clean
from leerweg.validation.report import Finding
from leerweg.validation.shapes import LANGUAGES, Shape

__all__ = ["read_finding", "report_graph"]

_VARIABLE = re.compile(r"\{[?$](\w+)\}")
_NOT_STATED = {"nl": "niet vermeld", "fr": "non indiqué", "en": "not stated"}


def read_finding(result: Result, labels: Labels, counts: Mapping[tuple[str, str], int]) -> Finding:
    """The finding that an engine's result stands for; `counts` says how many values a (focus, path) has in the data."""
    shape = result.shape
    focus, value = _plain(result.focus), _plain(result.value)
    path = result.path.value if result.path else shape.path
    return Finding(
        shape=shape.iri,
        rule=shape.rule,
        severity=shape.severity,
        group_name=shape.group_name,
        shape_name=shape.name,
        focus=focus,
        focus_label=labels.of(focus),
        path=path,
        path_label=labels.of(path) if path else {},
        value=value,
        value_label=_value_label(result.value, labels),
        message=_message(result, shape, labels),
        how_to_comply=shape.how_to_comply,
        sources=shape.sources,
        engine_text=_engine_text(result, shape, path, counts.get((focus, path), 0)),
        where="",
    )


def _message(result: Result, shape: Shape, labels: Labels) -> dict[str, str]:
    """The constraint's own message where it has one, else the shape's; names for IRIs, in each language."""
    own = result.constraint.message if result.constraint else {}
    names = {variable: _value_label(term, labels) for variable, term in result.answers.items()}

    def fill(template: str, language: str) -> str:
        return _VARIABLE.sub(lambda match: names.get(match[1], _NOT_STATED)[language], template)

    return {language: fill(text, language) for language, text in (own or shape.message).items()}


def _value_label(value: Term | None, labels: Labels) -> Mapping[str, str]:
    if value is None:
        return {}
    if isinstance(value, Literal):
        return dict.fromkeys(LANGUAGES, clean(value.value))
    return labels.of(_plain(value))


def _engine_text(result: Result, shape: Shape, path: str, found: int) -> str:
    component = result.component.removeprefix(SH)
    name = component.removesuffix("ConstraintComponent")
    parameter = name[:1].lower() + name[1:]
    checked = f" (sh:{parameter} {shape.checks[parameter]})" if parameter in shape.checks else ""
    parts = [f"sh:{component}{checked} of <{shape.iri}>", f"focus {_short(result.focus)}"]
    if path:
        parts.append(f"path <{path}> with {found} value{'s' * (found != 1)}")
    if result.value is not None:
        parts.append(f"value {_short(result.value)}")
    return ", ".join(parts)


def _short(term: Term) -> str:
    return clean(str(term))


def _plain(term: Term | None) -> str:
    """The IRI, the text of a literal, or `_:label`; empty for none."""
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode) else term.value


def report_graph(results: Sequence[tuple[Result, Finding]]) -> str:
    """The sh:ValidationReport of these results as N-Triples, with the findings' messages in their languages."""
    triples = serialize(_report_triples(results), format=RdfFormat.N_TRIPLES)
    return (triples or b"").decode()


def _report_triples(results: Sequence[tuple[Result, Finding]]) -> Iterable[Triple]:
    report = BlankNode("report")
    yield Triple(report, RDF_TYPE, NamedNode(SH + "ValidationReport"))
    conforms = Literal("false" if results else "true", datatype=NamedNode(XSD + "boolean"))
    yield Triple(report, NamedNode(SH + "conforms"), conforms)
    for number, (result, finding) in enumerate(results, 1):
        node = BlankNode(f"result{number}")
        yield Triple(report, NamedNode(SH + "result"), node)
        yield Triple(node, RDF_TYPE, NamedNode(SH + "ValidationResult"))
        yield Triple(node, NamedNode(SH + "focusNode"), result.focus)
        yield Triple(node, NamedNode(SH + "sourceShape"), NamedNode(result.shape.iri))
        yield Triple(node, NamedNode(SH + "sourceConstraintComponent"), NamedNode(result.component))
        yield Triple(node, NamedNode(SH + "resultSeverity"), NamedNode(SH + finding.severity))
        if result.path is not None:
            yield Triple(node, NamedNode(SH + "resultPath"), result.path)
        if result.value is not None:
            yield Triple(node, NamedNode(SH + "value"), result.value)
        for language, text in finding.message.items():
            yield Triple(node, NamedNode(SH + "resultMessage"), Literal(text, language=language))
