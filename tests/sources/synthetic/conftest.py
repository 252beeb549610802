"""The example region, what trajectories can be made of there, and a judge of what was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from leerweg.bootstrap import Service, assemble, load_example, load_ontology
from leerweg.namespaces import RDF_TYPE, Identifiers, lw
from leerweg.settings import Settings
from leerweg.sources.synthetic.trajectories import AS_OF, Generated, generate_trajectories, load_supply
from leerweg.sources.synthetic.trajectories.supply import Supply
from leerweg.validation.neighbourhood import Neighbourhood
from leerweg.validation.parsing import Document
from leerweg.validation.report import Report
from leerweg.validation.validator import judge


@dataclass(frozen=True)
class Region:
    """The example region in a store, and what trajectories are made of there."""

    service: Service
    supply: Supply

    @property
    def identifiers(self) -> Identifiers:
        """The identifiers of its data."""
        return self.service.identifiers

    def make(self, count: int, seed: int = 1, **options: object) -> list[Generated]:
        """So many trajectories."""
        return list(generate_trajectories(count, seed, self.supply, self.identifiers, **options))

    def judge(self, made: Generated, profile: str, *, with_learner: bool = False) -> Report:
        """What the validator says of one trajectory on the day as of which it was made.

        A dossier names its learner by a key and a publication may not, so `with_learner` adds what a school adds.
        """
        triples = triples_of(made)
        if with_learner:
            triples += self._learner(triples)
        document = Document("made.nt", "", tuple(triples), {}, "")
        context = list(Neighbourhood(self.service.store)(document.mentioned()))
        return judge(document, context, profile, AS_OF, f"{self.identifiers.base}id/")

    def _learner(self, triples: list[Triple]) -> list[Triple]:
        learner = self.identifiers.of("learner", "somebody")
        agreements = [t.subject for t in triples if t.predicate == RDF_TYPE and t.object == lw("Agreement")]
        known = [Triple(each, lw("forLearner"), learner) for each in agreements]
        return [*known, Triple(learner, RDF_TYPE, lw("LearnerProfile"))]


def triples_of(made: Generated) -> list[Triple]:
    """What one trajectory states."""
    return [quad.triple for quad in parse("".join(made.lines), RdfFormat.N_TRIPLES)]


@pytest.fixture(scope="session")
def region(tmp_path_factory) -> Region:
    service = assemble(Settings(store=str(tmp_path_factory.mktemp("region") / "store")))
    load_ontology(service)
    load_example(service)
    with service.store.reader() as reader:
        return Region(service, load_supply(reader))


@pytest.fixture(scope="session")
def triples() -> Callable[[Generated], list[Triple]]:
    return triples_of


@pytest.fixture(scope="session")
def objects() -> Callable[[list[Triple], NamedNode], set[str]]:
    """The values of one property among triples."""
    return lambda triples, predicate: {t.object.value for t in triples if t.predicate == predicate}
