"""A process that publishes until it is killed: `publish_forever.py FOLDER FIRST TRIPLES [LAST]`.

It prints the revision of each publication after `publish` has returned: what is printed is acknowledged. Publication n
states TRIPLES facts about the thing n, and withdraws publication n - 1 when n is a multiple of five.
"""

import sys
import tempfile
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from leerweg.namespaces import Identifiers, lw, scheme
from leerweg.store import Change
from leerweg.store.embedded import EmbeddedStore

IDENTIFIERS = Identifiers("http://127.0.0.1:8000/")


def main(folder: Path, first: int, size: int, last: int) -> None:
    store = EmbeddedStore(folder, IDENTIFIERS.of("graph", "catalogue"))
    status, current = lw("publicationStatus"), scheme("publication-status", "current")
    with tempfile.TemporaryDirectory() as spool:
        file = Path(spool) / "delivery.nt"
        for number in range(first, last):
            with file.open("w", encoding="utf-8") as output:
                for fact in range(size):
                    output.write(f'<http://example.org/{number}> <http://example.org/says> "fact {fact}" .\n')
            graph, former = (IDENTIFIERS.of("graph", f"g-{n}") for n in (number, number - 1))
            replaces: NamedNode | None = former if number % 5 == 0 else None
            change = Change(
                graph=graph,
                triples=file,
                count=size,
                states=(Triple(graph, status, current),),
                retracts=(Triple(former, status, current),) if replaces else (),
                supersedes=replaces,
            )
            print(store.publish(change), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 10**9)
