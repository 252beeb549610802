"""Trajectories in a file, and beside it the list of the faults that were put into them."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Protocol

from pyoxigraph import RdfFormat, Triple, parse, serialize

from leerweg.errors import InputError, UnsupportedFormatError
from leerweg.namespaces import DCT, LW, SCHEME, SKOS, XSD, Identifiers
from leerweg.sources.synthetic.trajectories.stream import Generated

__all__ = ["Written", "write_trajectories"]

_FAST = 1
_KINDS = ("activity", "agreement", "allocation", "competence", "component", "organisation", "site", "trajectory")
_COLUMNS = ("trajectory", "kind", "rule", "shape", "profile")

Write = Callable[[Generated], None]


class _Output(Protocol):
    def write(self, content: bytes, /) -> int: ...


@dataclass(frozen=True)
class Written:
    """What was written: how many trajectories and triples, how many faults, and in which file (or none) those stand."""

    trajectories: int
    triples: int
    faults: int
    list_of_faults: str = ""


def write_trajectories(
    path: Path, generated: Iterable[Generated], identifiers: Identifiers, *, faults: bool
) -> Written:
    """Write a stream of trajectories as N-Triples (.nt, .nt.gz) or Turtle (.ttl), one trajectory at a time.

    With `faults` a CSV file stands beside it (`out.nt.gz` → `out.faults.csv`). The same stream gives the same bytes.
    Raises UnsupportedFormatError for another ending, and InputError when the place cannot be written.
    """
    stem = next((path.name.removesuffix(end) for end in (".nt.gz", ".nt", ".ttl") if path.name.endswith(end)), "")
    if not stem:
        raise UnsupportedFormatError(
            f"'{path.name}' does not end in .nt.gz, .nt or .ttl.",
            where=path.name,
            remedy="Give the file one of these endings.",
        )
    beside = path.with_name(f"{stem}.faults.csv") if faults else None
    try:
        with ExitStack() as stack:
            return _write_all(generated, _writer(path, identifiers, stack), beside, stack)
    except OSError as refused:
        raise InputError(
            f"The trajectories cannot be written: {refused.strerror or refused}.",
            where=path.name,
            remedy="Choose a place where you may write.",
        ) from refused


def _write_all(generated: Iterable[Generated], write: Write, beside: Path | None, stack: ExitStack) -> Written:
    listed = None
    if beside is not None:
        listed = csv.writer(stack.enter_context(beside.open("w", encoding="utf-8", newline="")), lineterminator="\n")
        listed.writerow(_COLUMNS)
    trajectories = triples = faulty = 0
    for each in generated:
        write(each)
        triples += len(each.lines)
        trajectories += bool(each.iri)
        if each.fault is not None:
            faulty += 1
            fault = each.fault
            if listed is not None:
                listed.writerow((each.iri, fault.kind, fault.rule, fault.shape, fault.profile))
    return Written(trajectories, triples, faulty, str(beside or ""))


def _writer(path: Path, identifiers: Identifiers, stack: ExitStack) -> Write:
    raw = stack.enter_context(path.open("wb"))
    if path.suffix == ".ttl":
        return _turtle(raw, identifiers)
    output: _Output = raw
    if path.suffix == ".gz":
        # No name and no time in the header: the same trajectories give the same bytes.
        output = stack.enter_context(gzip.GzipFile("", "wb", _FAST, raw, mtime=0))

    def write(each: Generated) -> None:
        output.write("".join(each.lines).encode())

    return write


def _turtle(output: _Output, identifiers: Identifiers) -> Write:
    """Each trajectory as a block of Turtle, thing by thing; the prefixes stand once, at the top."""
    prefixes = {"dct": DCT, "lw": LW, "scheme": SCHEME, "skos": SKOS, "xsd": XSD}
    prefixes |= {kind: str(identifiers.of(kind, "x"))[1:-2] for kind in _KINDS}
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    output.write(f"{declared}\n".encode())

    def write(each: Generated) -> None:
        about: dict[object, list[Triple]] = {}
        for quad in parse("".join(each.lines), RdfFormat.N_TRIPLES):
            about.setdefault(quad.subject, []).append(quad.triple)
        block = BytesIO()
        serialize(chain.from_iterable(about.values()), block, RdfFormat.TURTLE, prefixes=prefixes)
        lines = block.getvalue().splitlines(keepends=True)
        output.write(b"".join(line for line in lines if not line.startswith(b"@prefix ")) + b"\n")

    return write
