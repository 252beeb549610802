"""Weakens each shape in turn and reports which changes no case notices: `make mutate`.

A mutant is noticed when one case of its rule, or of its file, gives other results than the shape does. The same goes
for each dated number, one more and one less. Survivors are printed, and the run fails when there is one that
`equivalent-mutants.txt` does not explain.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple
from rich.progress import track
from tests.shapes.conftest import FILES, STAGES, Case
from tests.shapes.mutants import Mutant, mutants_of, parameter_mutants, shape_triples

from leerweg.namespaces import LW, SH
from leerweg.validation.background import load_background, load_parameters
from leerweg.validation.evaluation import Found
from leerweg.validation.evaluation.data import Data
from leerweg.validation.evaluation.evaluator import compile_rules, results_of
from leerweg.validation.shapes import Constraint, Shape, ShapeCollection, load_shapes

EQUIVALENT = Path(__file__).with_name("equivalent-mutants.txt")
_SELECT, _SPARQL = SH + "select", SH + "sparql"
_PREFIX = re.compile(r"^(?:PREFIX [^\n]*\n)*")

Outcome = Counter[tuple[str, ...]]


def main() -> None:
    """Print the score and the survivors; exit 1 when one is unexplained."""
    parser = argparse.ArgumentParser(description="Weaken each shape in turn; some case must notice.")
    parser.add_argument("rules", nargs="*", help="only these rules (R7 N3); every rule when none is named")
    chosen = {rule.lower() for rule in parser.parse_args().rules}
    explained = _explained()
    rules = [rule for rule in _rules() if not chosen or rule[1].rule.lower() in chosen]
    total, survivors = 0, list[str]()
    for collection, shape in track(rules, "Weakening the shapes", transient=True, disable=not sys.stderr.isatty()):
        own = tuple(shape_triples(list(collection.triples), NamedNode(shape.iri)))
        cases = [(data, _outcome(own, dict(collection.constraints), shape, data)) for _, data in _cases(shape)]
        for mutant in mutants_of(list(own), NamedNode(shape.iri)):
            total += 1
            if not _noticed(collection, shape, mutant, cases):
                survivors.append(f"{shape.rule}: {mutant.change}")
    if not chosen:
        for mutant in parameter_mutants(list(load_parameters())):
            total += 1
            name = mutant.shape.split("/parameter/")[-1].split("/")[0]
            if not any(_noticed_number(*rule, mutant) for rule in rules if reads(rule[1], name)):
                survivors.append(f"{mutant.shape.rsplit('/parameter/')[-1]}: {mutant.change}")
    unexplained = [survivor for survivor in survivors if survivor not in explained]
    print(f"{total} mutants, {total - len(survivors)} noticed, {len(survivors) - len(unexplained)} make no difference,")
    print(f"{len(unexplained)} unnoticed: score {1 - len(unexplained) / max(1, total):.1%}")
    print("\n".join(unexplained))
    sys.exit(bool(unexplained))


def _rules() -> Iterator[tuple[ShapeCollection, Shape]]:
    """Every rule once, with the collection of its stage."""
    seen: set[str] = set()
    for profile in ("publishing", *STAGES.values()):
        collection = load_shapes(profile)
        for shape in collection.shapes.values():
            if shape.iri not in seen:
                seen.add(shape.iri)
                yield collection, shape


def _cases(shape: Shape) -> list[tuple[Case, Data]]:
    """The cases of a rule, those that break it first, and of the rules beside it."""
    named = [file for file in FILES if file.stem.split("-")[0] == shape.rule.lower()]
    beside = [file for file in FILES if file.parent in {one.parent for one in named} and file not in named]
    return [(case, _data(case.triples, load_parameters())) for case in map(Case, (*named, *beside))]


def _data(triples: list[Triple], numbers: tuple[Triple, ...]) -> Data:
    store = Store()
    everything = dict.fromkeys((*triples, *load_background().hierarchy, *numbers))
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in everything)
    return Data(store)


def _outcome(
    triples: tuple[Triple, ...], constraints: dict[str, Constraint], shape: Shape, data: Data
) -> Outcome | None:
    """The results of one rule on one case; None where the rule has become nonsense, which nobody overlooks."""
    try:
        return Counter(
            (str(found.focus), str(found.path), str(found.value), found.component, _told(found))
            for found in results_of(compile_rules(triples, constraints, [shape.iri]), data)
        )
    except (SyntaxError, ValueError, KeyError):
        return None


def _told(found: Found) -> str:
    """What a message can speak of; the messages of the cases are kept in their folders."""
    return str(sorted((name, str(term)) for name, term in found.answers.items()))


def _noticed(
    collection: ShapeCollection, shape: Shape, mutant: Mutant, cases: list[tuple[Data, Outcome | None]]
) -> bool:
    constraints = _constraints(collection, mutant.triples)
    return any(_outcome(mutant.triples, constraints, shape, data) != usual for data, usual in cases)


def reads(shape: Shape, name: str) -> bool:
    """Whether a rule asks for a number: by its name, or by the property that names it in a code list."""
    naming = {
        "lw:" + triple.predicate.value.removeprefix(LW)
        for triple in load_background().hierarchy
        if triple.object == Literal(name) and triple.predicate.value.startswith(LW)
    }
    return any(word in one.query for one in shape.constraints for word in (name, *naming))


def _noticed_number(collection: ShapeCollection, shape: Shape, mutant: Mutant) -> bool:
    own = tuple(shape_triples(list(collection.triples), NamedNode(shape.iri)))
    constraints = dict(collection.constraints)
    for case, data in _cases(shape):
        if case.rule == shape.rule.lower():
            moved = _data(case.triples, mutant.triples)
            if _outcome(own, constraints, shape, moved) != _outcome(own, constraints, shape, data):
                return True
    return False


def _constraints(collection: ShapeCollection, triples: tuple[Triple, ...]) -> dict[str, Constraint]:
    """The SPARQL constraints as these triples state them."""
    texts = {triple.subject: triple.object for triple in triples if triple.predicate.value == _SELECT}
    stated = {}
    for triple in triples:
        if triple.predicate.value == _SPARQL and triple.object in texts:
            usual = collection.constraints[triple.object.value]
            prefixes = _PREFIX.match(usual.query)
            head = prefixes[0] if prefixes else ""
            stated[triple.object.value] = replace(usual, query=head + texts[triple.object].value)
    return stated


def _explained() -> set[str]:
    """The mutants that are known to make no difference, each with its reason on the line above it."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines() if EQUIVALENT.exists() else []
    return {line for line in lines if line and not line.startswith("#")}


if __name__ == "__main__":
    main()
