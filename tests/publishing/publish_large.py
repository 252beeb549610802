"""Publish a generated delivery and print the peak memory: `publish_large.py FOLDER RECORDS`; six triples a record."""

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Delivery, Location, Record
from leerweg.namespaces import Identifiers
from leerweg.publishing import Publisher
from leerweg.store.embedded import EmbeddedStore

FACTS = 6


def generate(count: int) -> Iterator[Record]:
    predicates = [NamedNode(f"http://example.org/p{number}") for number in range(FACTS)]
    for number in range(count):
        thing = NamedNode(f"http://example.org/thing/{number}")
        triples = tuple(Triple(thing, predicate, Literal(f"value {number}")) for predicate in predicates)
        yield Record(f"thing-{number}", Location("large.csv", row=number + 2), triples)


def megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(folder: Path, count: int) -> None:
    identifiers = Identifiers("http://127.0.0.1:8000/")
    store = EmbeddedStore(folder / "store", identifiers.of("graph", "catalogue"))
    publisher = Publisher(store, identifiers, folder / "state")
    publisher.publish(Delivery("test", "warm", "A small one first", "0" * 64, generate(10)))
    before, start = megabytes(), time.monotonic()
    receipt = publisher.publish(Delivery("test", "large", "A large one", "1" * 64, generate(count)))
    again = publisher.publish(Delivery("test", "large", "And again", "2" * 64, generate(count + 1)), dry_run=True)
    print(receipt.triples, again.counts.unchanged, round(before), round(megabytes()), time.monotonic() - start)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
