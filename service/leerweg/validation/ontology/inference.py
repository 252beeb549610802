"""What follows from data by the rules of `ontology/inference/`: CONSTRUCT queries for what OWL cannot say.

Which inference is made where, and why, stands in docs/decisions/0007-inference.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryTriples, Store, Triple

from leerweg.errors import OntologyError
from leerweg.namespaces import XSD
from leerweg.store.questions import Question, load_question

__all__ = ["infer", "inference_rules"]

_DAY = "on"


def inference_rules(folder: Path) -> tuple[Question, ...]:
    """Every rule `inference/<name>.rq` of an ontology folder, by name.

    Raises OntologyError for one that does not say what it infers.
    """
    rules = tuple(load_question(file) for file in sorted((folder / "inference").glob("*.rq")))
    for rule in rules:
        if "summary" not in rule.header:
            raise OntologyError(
                "The inference rule has no '#+ summary:' line.", where=f"{rule.name}.rq", remedy="Say what it infers."
            )
    return rules


def infer(store: Store, rules: Sequence[Question], on: date) -> set[Triple]:
    """What follows from the default graph of `store` on a day, without what it states itself.

    The graph must hold the ontology, for its class hierarchy and code lists. No rule reads what another infers, so
    their order does not matter. Raises OntologyError for a rule that is no CONSTRUCT.
    """
    day = Literal(on.isoformat(), datatype=NamedNode(XSD + "date"))
    return {triple for rule in rules for triple in _constructed(store, rule, day)} - set(_stated(store))


def _constructed(store: Store, rule: Question, day: Literal) -> Iterable[Triple]:
    found = store.query(rule.bind(**({_DAY: day} if _DAY in rule.slots else {})))
    if not isinstance(found, QueryTriples):
        raise OntologyError("The inference rule is no CONSTRUCT.", where=f"{rule.name}.rq", remedy="Make triples.")
    return found


def _stated(store: Store) -> Iterable[Triple]:
    return (quad.triple for quad in store)
