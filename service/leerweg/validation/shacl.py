"""Holding a document against the shapes: what is added to it, what is reported of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from leerweg.namespaces import lw
from leerweg.store import load_question
from leerweg.validation.background import load_background, load_parameters
from leerweg.validation.circumstances import JUDGEMENT, Circumstances, today
from leerweg.validation.engine import run_engine
from leerweg.validation.findings import FindingReader
from leerweg.validation.labels import Labels
from leerweg.validation.repairing import Repairer
from leerweg.validation.report import Finding, Report
from leerweg.validation.results import Result, Term
from leerweg.validation.shacl_report import report_graph
from leerweg.validation.shapes import ShapeCollection
from leerweg.validation.waivers import Waivers

__all__ = ["MOST_FINDINGS", "validate_graph"]

MOST_FINDINGS = 1000
_PARAMETER_NAME, _WAIVES = lw("parameterName"), lw("waives")


def validate_graph(
    document: Sequence[Triple],
    context: Iterable[Triple],
    shapes: ShapeCollection,
    *,
    name: str = "",
    parameters: Iterable[Triple] | None = None,
    on: date | None = None,
    base: str = "",
    remarks: Sequence[Triple] = (),
    own_only: bool = False,
    repairs: bool = False,
) -> Report:
    """Judge the triples of a document as things stand `on` a day (today), in the light of what the graph says.

    What the document describes replaces what `context` says of the same things; class hierarchy and code lists come
    from the ontology, numbers from `parameters` (the shipped ones if None). The verdict is about what the document
    itself describes, and about things it refers to below `base` that nobody describes; findings in the context are
    kept apart, for nobody is blamed for data that they cannot change; with `own_only` they are not even looked for.
    `remarks` are what a reader states of the cells of a workbook, which is judged too. With `repairs` a finding comes
    with changes that would mend it. A report holds at most 1,000 findings. No limit of time or memory is set here.
    """
    described = {triple.subject for triple in document}
    published = list(context)
    around = [triple for triple in published if triple.subject not in described]
    numbers = load_parameters() if parameters is None else tuple(parameters)
    circumstances = Circumstances(on or today(), base)
    facts = (*circumstances.statements(document, published), *remarks)
    store = Store()
    store.extend(_standing(numbers))
    store.extend(_quads((*document, *around, *facts)))
    referred = {triple.object for triple in (*document, *facts) if triple.subject == JUDGEMENT}
    own = described | {triple.subject for triple in remarks} | (referred - {triple.subject for triple in around})
    derogations = {triple.subject for triple in around if triple.predicate == _WAIVES}
    results = run_engine(store, shapes, own | derogations if own_only else None)

    labels = Labels((*numbers, *around, *document, *remarks) if results else (), behind=_words())
    read = _reading(results, store, (*document, *around), numbers, shapes, labels)
    found = read(result for result in results if result.focus in own)
    others = [] if own_only else read(result for result in results if result.focus not in own)
    kept = found[:MOST_FINDINGS]
    if repairs:
        repairer = Repairer(store, shapes, own, results, document)
        kept = [(result, replace(finding, repairs=repairer.repairs(result, labels))) for result, finding in kept]
    return Report(
        name=name,
        profile=shapes.profile,
        conforms=not any(finding.severity == "Violation" for _, finding in found),
        findings=tuple(finding for _, finding in kept),
        omitted=len(found) - len(kept),
        graph=report_graph(kept),
        on=circumstances.on.isoformat(),
        profile_name=shapes.name,
        others=tuple(finding for _, finding in others[:MOST_FINDINGS]),
    )


def _reading(
    results: Sequence[Result],
    store: Store,
    said: Sequence[Triple],
    numbers: Sequence[Triple],
    shapes: ShapeCollection,
    labels: Labels,
) -> Callable[[Iterable[Result]], list[tuple[Result, Finding]]]:
    """What makes findings of results, in the order of the rules. Nothing is prepared where there is nothing to read."""
    if not results:
        return lambda _wanted: []
    # Most of what surrounds a document is never spoken of.
    spoken_of = {one.focus for result in results for one in (result, *result.details)}
    values = _values(triple for triple in said if triple.subject in spoken_of)
    reader = FindingReader(labels, values, shapes.parts, _trajectories(store), _names_of(numbers))
    waiving = said if any(triple.predicate == _WAIVES for triple in said) else ()
    waivers = Waivers(waiving, results, labels, shapes.shapes.values())
    rank = {iri: position for position, iri in enumerate(shapes.shapes)}

    def read(wanted: Iterable[Result]) -> list[tuple[Result, Finding]]:
        found = [(result, waivers.apply(reader.read(result))) for result in wanted]
        return sorted(found, key=lambda pair: _order(pair[1], rank))

    return read


def _quads(triples: Iterable[Triple]) -> list[Quad]:
    return [Quad(triple.subject, triple.predicate, triple.object) for triple in triples]


def _standing(numbers: Sequence[Triple]) -> Sequence[Quad]:
    """What stands beside every document."""
    return _shipped() if numbers is load_parameters() else _quads((*load_background().hierarchy, *numbers))


@cache
def _shipped() -> Sequence[Quad]:
    return _quads((*load_background().hierarchy, *load_parameters()))


def _order(finding: Finding, rank: Mapping[str, int]) -> tuple[object, ...]:
    place = (finding.trajectory, finding.focus, finding.path, finding.value, finding.engine_text)
    return (rank[finding.shape], *place, tuple(finding.message.values()))


def _values(triples: Iterable[Triple]) -> Mapping[tuple[str, str], Sequence[Term]]:
    values: dict[tuple[str, str], list[Term]] = {}
    for triple in dict.fromkeys(triples):
        if isinstance(triple.object, NamedNode | BlankNode | Literal):
            values.setdefault((_key(triple.subject), triple.predicate.value), []).append(triple.object)
    return {place: sorted(found, key=str) for place, found in values.items()}


def _trajectories(store: Store) -> Mapping[str, str]:
    """The trajectory that each thing belongs to; the first, where there are several."""
    found: dict[str, str] = {}
    solutions = store.query(_question())
    if isinstance(solutions, QuerySolutions):
        for row in solutions:
            found.setdefault(_key(row["thing"]), _key(row["trajectory"]))
    return found


@cache
def _words() -> Labels:
    """What the words of the ontology and its code lists are called."""
    return Labels(load_background().labels)


@cache
def _question() -> str:
    return load_question(Path(__file__).with_name("list_trajectory_parts.rq")).text


def _names_of(numbers: Sequence[Triple]) -> Mapping[str, str]:
    """The IRI of a legal number by its name; of several, the newest."""
    if numbers is load_parameters():
        return _shipped_names()
    return _by_name(numbers)


@cache
def _shipped_names() -> Mapping[str, str]:
    return _by_name(load_parameters())


def _by_name(numbers: Iterable[Triple]) -> Mapping[str, str]:
    named = (triple for triple in numbers if triple.predicate == _PARAMETER_NAME)
    return {str(getattr(triple.object, "value", "")): _key(triple.subject) for triple in sorted(named, key=str)}


def _key(term: Term | Triple) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
