"""Derogations: a waiver that no shape has anything against turns the one finding it names into advice.

Whether a waiver counts (in force on the day, granted by a body with the mandate, complete) is what the shapes of the
group of waivers say; here a waiver is only matched with its finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import DCT, LWSH, lw
from leerweg.validation.labels import Labels, clean
from leerweg.validation.report import Finding, Texts, Waiver
from leerweg.validation.results import Result, Term
from leerweg.validation.shapes import LANGUAGES, Shape

__all__ = ["Waivers"]

_GROUP = LWSH + "WaiverGroup"
_WAIVES, _WAIVED_FOR, _BY, _UNTIL = lw("waives"), lw("waivedFor"), lw("grantedBy"), lw("validUntil")
_REASON = NamedNode(DCT + "description")


class Waivers:
    """The waivers among the data, without those that a shape of their own group found wanting.

    At a gate that does not ask whether a waiver counts, none does.
    """

    def __init__(
        self, data: Iterable[Triple], results: Iterable[Result], labels: Labels, shapes: Iterable[Shape]
    ) -> None:
        self._found: dict[tuple[str, str], Waiver] = {}
        if not any(shape.group == _GROUP for shape in shapes):
            return
        void = {result.focus for result in results if result.shape.group == _GROUP}
        said: dict[Term | Triple, dict[NamedNode, list[Term]]] = {}
        for triple in data:
            if isinstance(triple.object, NamedNode | BlankNode | Literal):
                said.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
        for subject, statements in sorted(said.items(), key=lambda one: str(one[0])):
            if _WAIVES in statements and subject not in void and isinstance(subject, NamedNode | BlankNode):
                waiver = _describe(subject, statements, labels)
                for shape in _iris(statements[_WAIVES]):
                    for focus in _iris(statements.get(_WAIVED_FOR, ())):
                        self._found.setdefault((shape, focus), waiver)

    def apply(self, finding: Finding) -> Finding:
        """The finding; as advice, with the waiver, when one covers it."""
        waiver = self._found.get((finding.shape, finding.focus))
        return replace(finding, severity="Info", waiver=waiver) if waiver else finding


def _describe(
    subject: NamedNode | BlankNode, statements: Mapping[NamedNode, Collection[Term]], labels: Labels
) -> Waiver:
    bodies = [labels.of(body) for body in _iris(statements.get(_BY, ()))]
    until = [term.value for term in statements.get(_UNTIL, ()) if isinstance(term, Literal)]
    return Waiver(
        iri=subject.value if isinstance(subject, NamedNode) else str(subject),
        granted_by={language: ", ".join(body[language] for body in bodies) for language in LANGUAGES},
        until=min(until, default=""),
        reason=_reasons(statements.get(_REASON, ())),
    )


def _reasons(terms: Iterable[Term]) -> Texts:
    """The reason in each language: its own text, else the first there is."""
    texts = {term.language or "": clean(term.value) for term in terms if isinstance(term, Literal)}
    first = next((texts[language] for language in (*LANGUAGES, *sorted(texts)) if language in texts), "")
    return {language: texts.get(language, first) for language in LANGUAGES}


def _iris(terms: Iterable[Term]) -> list[str]:
    return sorted(term.value if isinstance(term, NamedNode) else str(term) for term in terms)
