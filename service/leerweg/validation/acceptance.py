"""Which statements of a foreign document are refused, whatever they would be judged as.

A document may say things about the world of dual learning; it may not say what the words mean (a class hierarchy, a
code list), what the rules are (shapes, legal numbers), or carry text that other programs run as markup.
"""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.errors import UnacceptableContentError
from leerweg.namespaces import LW, NUTS, OWL, RDF, RDF_TYPE, RDFS, SH, XSD

__all__ = ["check_triple"]

_OWN_WORDS = "https://w3id.org/leerweg/"
_SCHEMA_PREDICATES = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
_SCHEMA_TYPES = {RDFS + "Class", RDFS + "Datatype", RDF + "Property"}
_PARAMETER = LW + "Parameter"
_PARAMETER_PREDICATES = {LW + "parameterName", LW + "parameterValue"}
_MARKUP = {RDF + "HTML", RDF + "XMLLiteral", RDF + "JSON"}
_FLOATING = {XSD + "double", XSD + "float"}
_EXACT = re.compile(
    re.escape(XSD) + r"(?:decimal|\w*[iI]nteger|(?:unsigned)?(?:Int|Long|Short|Byte)|int|long|short|byte)"
)
_EXACT_FORM = re.compile(r"\s*[+-]?\d*\.?\d*\s*")
_LONGEST_NUMBER = 40


def check_triple(triple: Triple, *, name: str, longest: int) -> None:
    """Raise UnacceptableContentError when this statement may not stand in a foreign document."""
    refusal = _refusal(triple, longest)
    if refusal:
        what, remedy = refusal
        raise UnacceptableContentError(what, where=name, remedy=remedy)


def _refusal(triple: Triple, longest: int) -> tuple[str, str] | None:
    predicate, value = triple.predicate.value, triple.object
    if isinstance(triple.subject, Triple) or isinstance(value, Triple):
        return "The document makes statements about statements.", "State each thing by itself."
    if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith((_OWN_WORDS, NUTS)):
        return (
            f"The document describes {triple.subject.value}, a word of the vocabulary itself.",
            "Use the word, but do not describe it: it means the same in every document.",
        )
    kind = value.value if triple.predicate == RDF_TYPE and isinstance(value, NamedNode) else ""
    if predicate in _PARAMETER_PREDICATES or kind == _PARAMETER:
        return (
            "The document states a legal number; a document cannot bring the numbers it is judged by.",
            "Leave the parameter out; numbers are changed in the shipped parameters.",
        )
    if (
        predicate in _SCHEMA_PREDICATES
        or predicate.startswith((OWL, SH))
        or kind in _SCHEMA_TYPES
        or kind.startswith((OWL, SH))
    ):
        return (
            f"The document defines vocabulary or rules ({kind or predicate}); those come from the ontology only.",
            "Leave these statements out.",
        )
    return _literal_refusal(value, longest) if isinstance(value, Literal) else None


def _literal_refusal(literal: Literal, longest: int) -> tuple[str, str] | None:
    datatype = literal.datatype.value
    if datatype in _MARKUP:
        return f"The document holds a text of type {datatype}; markup is not read here.", "Write it as plain text."
    if len(literal.value) > longest:
        return (
            f"The document holds a text of {len(literal.value):,} characters; {longest:,} are read at most.",
            "Shorten the text.",
        )
    exact = _EXACT.fullmatch(datatype) is not None
    if (exact or datatype in _FLOATING) and len(literal.value) > _LONGEST_NUMBER:
        return f"The document holds a number of {len(literal.value):,} characters.", "Write the number itself."
    if exact and not _EXACT_FORM.fullmatch(literal.value):
        # Some of these are bombs: as a decimal, 1e1000000000 has a thousand million digits.
        return f"The document says that '{literal.value}' is a number of type {datatype}.", "Write it in digits."
    return None
