"""Publishing a delivery: spool, acknowledge, write, record. Nothing is written unless everything was read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from leerweg.errors import (
    InputError,
    StoreAnswerError,
    StoreError,
    StoreTimeoutError,
    StoreUnavailableError,
    UnacceptableContentError,
)
from leerweg.model.delivery import Acknowledgement, Delivery, Record
from leerweg.namespaces import Identifiers
from leerweg.publishing.acknowledgements import AcknowledgementFile, AcknowledgementFolder
from leerweg.publishing.provenance import Counts, Former, record_publication, retire_publication
from leerweg.store import Change, Store, load_question

__all__ = ["Gate", "Publisher", "Receipt"]

_FIND = Path(__file__).with_name("find_publication.rq")
_CHUNK = 2_000

# What stands between a delivery and the store: raises UnacceptableContentError to refuse the spooled N-Triples.
Gate = Callable[[Path, int], None]


@dataclass(frozen=True)
class Receipt:
    """What came of a delivery.

    `published` is false when nothing had to be written: a dry run, the same content again, or nothing usable.
    `revision` is the store's revision afterwards; `acknowledgements` the file with a line for each record, or None
    when an identical delivery was recognised before it was read.
    """

    source: str
    key: str
    counts: Counts
    triples: int
    published: bool
    revision: int
    graph: str
    acknowledgements: Path | None
    summary: dict[str, int]


class Publisher:
    """The only writer to a store.

    `acknowledgements` is the folder where the acknowledgement of every record is kept. `watch`, where given, sees
    each acknowledgement as it is written.
    """

    def __init__(self, store: Store, identifiers: Identifiers, acknowledgements: Path) -> None:
        self._store = store
        self._identifiers = identifiers
        self._folder = AcknowledgementFolder(acknowledgements)

    def publish(
        self,
        delivery: Delivery,
        *,
        dry_run: bool = False,
        gate: Gate | None = None,
        watch: Callable[[Acknowledgement], None] = lambda _: None,
    ) -> Receipt:
        """Publish a delivery, or with `dry_run` only say what would come of it.

        Raises an InputError when the input as a whole cannot be used, or when the gate refuses it, and a StoreError
        when it could not be written; in each case the store is as it was.
        """
        _check_names(delivery)
        former = self._former(delivery)
        if former is not None:
            self._folder.keep(delivery.source, delivery.key, former.version, former.digest)
            if former.digest == delivery.digest:
                return self._same_again(delivery, former)
        try:
            with tempfile.TemporaryDirectory(prefix="leerweg-") as folder:
                return self._take(
                    delivery, former, Path(folder) / "delivery.nt", dry_run=dry_run, gate=gate, watch=watch
                )
        except OSError as refused:
            raise StoreError(
                f"The delivery could not be read or written down: {refused.strerror or refused}.",
                where=str(refused.filename or tempfile.gettempdir()),
                remedy="Check the free space and the rights of the state folder and the temporary folder.",
            ) from refused

    def acknowledgements(self, receipt: Receipt) -> list[Acknowledgement]:
        """Every acknowledgement of a receipt, in the order of the delivery."""
        return list(self._folder.read(receipt.acknowledgements)) if receipt.acknowledgements else []

    def _take(
        self,
        delivery: Delivery,
        former: Former | None,
        spool: Path,
        *,
        dry_run: bool,
        gate: Gate | None,
        watch: Callable[[Acknowledgement], None],
    ) -> Receipt:
        """Read a delivery that is new, and publish what it states."""
        version = former.version + 1 if former else 1
        graph = self._identifiers.of("graph", f"{delivery.source}-{delivery.key}-{version}")
        name = (delivery.source, delivery.key, version, delivery.digest)
        with self._folder.writing(*name) as answers:
            written = _spool(delivery, spool, answers, watch)
            if gate is not None and written:
                gate(spool, written)
        counts = Counts(answers.accepted, answers.unchanged, answers.rejected, answers.gone)
        provisional = self._folder.provisional(*name)
        if dry_run or not (counts.accepted or counts.gone):
            return self._receipt(delivery, counts, written, graph.value, provisional, published=False)
        change = Change(
            graph=graph,
            triples=spool,
            count=written,
            states=record_publication(graph, delivery, version, counts, former),
            retracts=retire_publication(former),
            supersedes=former.graph if former else None,
        )
        try:
            self._store.publish(change)
        except (StoreTimeoutError, StoreUnavailableError, StoreAnswerError):
            raise  # a store that was lost on the way may have published it after all: the next delivery will see
        except BaseException:
            provisional.unlink(missing_ok=True)
            raise
        return self._receipt(delivery, counts, written, graph.value, self._folder.keep(*name), published=True)

    def _former(self, delivery: Delivery) -> Former | None:
        query = load_question(_FIND).bind(source=Literal(delivery.source), key=Literal(delivery.key))
        with self._store.reader() as reader:
            for row in reader.select(query):
                counts = Counts(*(int(cast("Literal", row[n]).value) for n in ("accepted", "unchanged", "rejected")))
                digest, version = (cast("Literal", row[name]).value for name in ("digest", "version"))
                return Former(cast("NamedNode", row["publication"]), digest, int(version), counts)
        return None

    def _same_again(self, delivery: Delivery, former: Former) -> Receipt:
        """Byte for byte what stands already: every accepted record is unchanged, and nothing is read or written."""
        known = former.counts
        counts = Counts(0, known.accepted + known.unchanged, known.rejected)
        return self._receipt(delivery, counts, 0, former.graph.value, None, published=False)

    def _receipt(
        self, delivery: Delivery, counts: Counts, triples: int, graph: str, file: Path | None, *, published: bool
    ) -> Receipt:
        with self._store.reader() as reader:
            revision = reader.revision
        summary = dict(delivery.summary)
        return Receipt(delivery.source, delivery.key, counts, triples, published, revision, graph, file, summary)


def _spool(
    delivery: Delivery, spool: Path, answers: AcknowledgementFile, watch: Callable[[Acknowledgement], None]
) -> int:
    """Write the triples of all usable records to `spool`; returns how many."""
    written = 0
    waiting: list[Triple] = []
    with spool.open("wb") as output:
        for record in delivery.records:
            if isinstance(record, Record):
                _check_terms(record)
                waiting += record.triples
                if len(waiting) >= _CHUNK:
                    written += _flush(waiting, output)
            watch(answers.take(record))
        return written + _flush(waiting, output)


def _check_names(delivery: Delivery) -> None:
    """Refuse a file name that is no text: it would name the data set in the graph."""
    for name in (delivery.key, delivery.title, *delivery.origin):
        try:
            name.encode()
        except UnicodeEncodeError as wrong:
            raise InputError(
                "The name of the file is not UTF-8.",
                where=name.encode(errors="backslashreplace").decode(),
                remedy="Give the file another name.",
            ) from wrong


def _check_terms(record: Record) -> None:
    """Refuse what not every store can take in an update: nodes without a name, and triples within triples."""
    for triple in record.triples:
        if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, NamedNode | Literal):
            raise UnacceptableContentError(
                f"The record '{record.key}' speaks of a node without a name: {triple}.",
                where=str(record.where),
                remedy="Give the node an IRI.",
            )


def _flush(waiting: list[Triple], output: IO[bytes]) -> int:
    try:
        serialize(waiting, output, RdfFormat.N_TRIPLES)
    except ValueError as unwritable:
        raise UnacceptableContentError(
            f"The delivery holds a statement that cannot be written as RDF: {unwritable}.",
            remedy="Mend the IRI or literal it names.",
        ) from unwritable
    count = len(waiting)
    waiting.clear()
    return count
