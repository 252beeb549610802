"""Holding a document against the shapes: what is added to it, what is reported of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.validation.background import load_background, load_parameters
from leerweg.validation.engine import run_engine
from leerweg.validation.findings import read_finding, report_graph
from leerweg.validation.labels import Labels
from leerweg.validation.report import Report
from leerweg.validation.shapes import ShapeCollection

__all__ = ["MOST_FINDINGS", "validate_graph"]

MOST_FINDINGS = 1000


def validate_graph(
    document: Sequence[Triple],
    context: Iterable[Triple],
    shapes: ShapeCollection,
    *,
    name: str = "",
    parameters: Iterable[Triple] | None = None,
) -> Report:
    """Judge the triples of a document, in the light of what the graph says around it.

    What the document describes replaces what `context` says of the same things; class hierarchy and code lists come
    from the ontology, numbers from `parameters` (the shipped ones if None). Only findings about things that the
    document itself describes are reported: nobody is blamed for data that they cannot change. A report holds at most
    1,000 findings. No limit of time or memory is set here.
    """
    described = {triple.subject for triple in document}
    around = [triple for triple in context if triple.subject not in described]
    background = load_background()
    numbers = load_parameters() if parameters is None else tuple(parameters)
    data = dict.fromkeys((*document, *around, *background.hierarchy, *numbers))
    results = [result for result in run_engine(data, shapes) if result.focus in described]

    labels = Labels((*background.labels, *around, *document))
    counts = Counter((_key(triple.subject), triple.predicate.value) for triple in document)
    rank = {iri: position for position, iri in enumerate(shapes.shapes)}
    found = [(result, read_finding(result, labels, counts)) for result in results]
    found.sort(key=lambda pair: (rank[pair[1].shape], pair[1].focus, pair[1].path, pair[1].value, pair[1].engine_text))
    kept = found[:MOST_FINDINGS]
    return Report(
        name=name,
        profile=shapes.profile,
        conforms=not any(finding.severity == "Violation" for _, finding in found),
        findings=tuple(finding for _, finding in kept),
        omitted=len(found) - len(kept),
        graph=report_graph(kept),
    )


def _key(term: NamedNode | BlankNode | Triple | Literal) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
