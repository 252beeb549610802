"""Any RDF: Turtle, TriG, JSON-LD, N-Triples, N-Quads or RDF/XML files become one delivery.

Every statement lands in the one graph of the delivery; a named graph in a file cannot choose where it is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from leerweg.errors import UnsupportedFormatError
from leerweg.model.delivery import Delivery, Location, Progress, Record, Rejection
from leerweg.namespaces import Identifiers
from leerweg.sources.digests import digest_of_files, key_of_names, short_digest
from leerweg.sources.rdf.guards import check_file
from leerweg.sources.rdf.parts import FORMATS, About, extension, group_by_subject

__all__ = ["read_rdf"]


def read_rdf(paths: Sequence[Path], identifiers: Identifiers, progress: Progress) -> Delivery:
    """What these RDF files state, one record per subject.

    Relative IRIs are resolved against the base of `identifiers`; blank nodes become IRIs under `.well-known/genid/`.
    A subject with a statement that may not be made (schema, shapes, owl:sameAs, terms of the ontology, markup,
    impossible dates) is rejected whole. The key of the delivery is made of the file names. Raises InputError's kinds
    for files that are broken, too large, of another format, or carry a DOCTYPE or a context on the web.
    """
    ordered = sorted(paths, key=lambda path: path.name)
    for path in ordered:
        if extension(path) not in FORMATS:
            raise UnsupportedFormatError(
                f"'{path.suffix}' is not an extension of RDF; known are {', '.join(FORMATS)}.",
                where=path.name,
                remedy="Give the file the extension of its format.",
            )
        check_file(path, extension(path))
    progress.start("reading RDF", sum(path.stat().st_size for path in ordered))
    summary: Counter[str] = Counter()
    return Delivery(
        source="rdf",
        key=key_of_names(path.name for path in ordered),
        title=f"RDF from {', '.join(path.name for path in ordered)}",
        digest=digest_of_files(ordered),
        records=_records(ordered, identifiers.base, progress, summary),
        origin=tuple(path.name for path in ordered),
        summary=summary,
    )


def _records(
    paths: Sequence[Path], base: str, progress: Progress, summary: Counter[str]
) -> Iterator[Record | Rejection]:
    seen: Counter[bytes] = Counter()
    for path in paths:
        digest = digest_of_files([path])
        for subject, about in group_by_subject(path, digest, base, progress):
            name = short_digest(subject)
            seen[name] += 1
            key = subject if seen[name] == 1 else f"{subject} part {seen[name]}"
            where = Location(path.name)
            if about.reasons:
                yield Rejection(key, where, " ".join(about.reasons), "Take these statements out of the file.")
                continue
            summary["subjects"] += seen[name] == 1
            summary["statements"] += len(about.triples)
            yield Record(key, where, tuple(about.triples), _notes(about))


def _notes(about: About) -> tuple[str, ...]:
    if not about.graphs:
        return ()
    graphs = ", ".join(sorted(about.graphs))
    return (f"Stood in the named graph {graphs}; it is written to the graph of this delivery.",)
