"""Names and codes, found by prefix and by words in any language: a full-text index kept in step with the store.

The index is derived: one SQLite file that knows which publications it holds. When the store has others, only those
are read again; when the file is damaged it is made anew.
"""

from __future__ import annotations

import fcntl
import json
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from pyoxigraph import Literal, NamedNode

from leerweg.errors import StoreInUseError
from leerweg.store.port import Reader, Store
from leerweg.store.questions import load_question

__all__ = ["Hit", "LabelIndex"]

_HERE = Path(__file__).parent
_SCHEMA = (_HERE / "label_index.sql").read_text
_SHORT = 2
_LANGUAGES = ("nl", "en", "fr")
_BETWEEN_WORDS = re.compile(r"[^\w./-]+|_")
T = TypeVar("T")


@dataclass(frozen=True)
class Hit:
    """A thing that answers to a text: its IRI, kind, the label that matched, that label's language and role."""

    iri: str
    kind: str
    label: str
    language: str
    role: str


class LabelIndex:
    """The full-text index of one store, in the file `path`.

    Each call first brings the index in step with the store's newest revision. Safe to use from several threads.
    """

    def __init__(self, path: Path, store: Store) -> None:
        self._path = path
        self._store = store
        self._lock = threading.Lock()
        self._revision = -1

    def search(
        self, text: str, *, kinds: Sequence[str], languages: Sequence[str] = _LANGUAGES, limit: int = 10
    ) -> list[Hit]:
        """Up to `limit` things whose name or code begins with `text`, then those that hold all its words.

        Each thing comes once, by its best label: a code or name that is exactly the text first, then names that begin
        with it, then names with its words; the reader's languages before others, preferred names before alternatives.
        """
        folded = fold(text)
        if not folded:
            return []
        words = folded.split()

        def ask(connection: sqlite3.Connection) -> list[sqlite3.Row]:
            rows = self._beginning(connection, folded, kinds, limit)
            if len({row["thing"] for row in rows}) < limit and any(len(word) > _SHORT for word in words):
                rows += self._holding(connection, words, kinds, limit)
            return rows

        return _best(self._asked(ask), folded, languages, limit)

    def named(self, text: str, *, kinds: Sequence[str]) -> list[Hit]:
        """Every thing that has exactly this text (case and accents aside) as a name or code."""
        statement = (
            "SELECT label.* FROM label WHERE folded = ? AND kind IN (SELECT value FROM json_each(?)) "
            "ORDER BY thing, role"
        )
        sought = (fold(text), json.dumps(list(kinds)))
        rows = self._asked(lambda connection: connection.execute(statement, sought).fetchall())
        return [_hit(row) for row in rows]

    def refresh(self) -> None:
        """Bring the index in step with the store; does nothing when it is."""
        with self._store.reader() as reader:
            if reader.revision == self._revision:
                return
            with self._lock:
                if reader.revision != self._revision:
                    with self._writing() as connection:
                        self._follow(connection, reader)
                    self._revision = reader.revision  # only now: other threads read without the lock

    def _asked(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """What the index answers, in step with the store; an index that cannot be read is made anew, once."""
        self.refresh()
        try:
            with self._reading() as connection:
                return ask(connection)
        except sqlite3.DatabaseError as broken:
            _refuse_if_busy(broken, self._path)
            with self._lock:
                self._remove()
                self._revision = -1
            self.refresh()
            with self._reading() as connection:
                return ask(connection)

    def _follow(self, connection: sqlite3.Connection, reader: Reader) -> None:
        """Forget the publications that no longer stand, and read the new ones."""
        connection.execute("BEGIN IMMEDIATE")  # another process may be doing the same
        rows = reader.select((_HERE / "list_current_publications.rq").read_text(encoding="utf-8"))
        standing = {cast("NamedNode", row["publication"]).value for row in rows}
        known = {row["publication"] for row in connection.execute("SELECT publication FROM publication")}
        for gone in sorted(known - standing):
            connection.execute("DELETE FROM label WHERE publication = ?", (gone,))
            connection.execute("DELETE FROM publication WHERE publication = ?", (gone,))
        question = load_question(_HERE / "list_labels.rq")
        for new in sorted(standing - known):
            connection.executemany(
                "INSERT INTO label (publication, thing, kind, role, language, text, folded) VALUES (?,?,?,?,?,?,?)",
                _labels(reader, question.bind(publication=NamedNode(new)), new),
            )
            # All at once: a trigger for each row takes twice as long.
            connection.execute(
                "INSERT INTO words (rowid, folded) SELECT id, folded FROM label WHERE publication = ?", (new,)
            )
            connection.execute("INSERT INTO publication (publication) VALUES (?)", (new,))

    @staticmethod
    def _beginning(connection: sqlite3.Connection, folded: str, kinds: Sequence[str], limit: int) -> list[sqlite3.Row]:
        found: list[sqlite3.Row] = []
        for kind in kinds:
            found += connection.execute(
                "SELECT label.* FROM label WHERE kind = ? AND folded >= ? AND folded < ? ORDER BY folded LIMIT ?",
                (kind, folded, folded + "\U0010ffff", limit * 8),
            ).fetchall()
        return found

    @staticmethod
    def _holding(
        connection: sqlite3.Connection, words: Sequence[str], kinds: Sequence[str], limit: int
    ) -> list[sqlite3.Row]:
        expression = " AND ".join('"' + word.replace('"', '""') + '"*' for word in words)
        chosen = (
            "WHERE words MATCH ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY length(label.folded) LIMIT ?"
        )
        statement = f"SELECT label.* FROM words JOIN label ON label.id = words.rowid {chosen}"  # noqa: S608  (a constant)
        return connection.execute(statement, (expression, json.dumps(list(kinds)), limit * 8)).fetchall()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = self._connect()
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction on the index, which is made first where there is none that can be read."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_name(self._path.name + ".lock").open("a", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # SQLite does not wait when two processes make the same file
            yield from self._transaction()

    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connect()
        try:
            connection.executescript(_SCHEMA(encoding="utf-8"))
        except sqlite3.DatabaseError as broken:
            connection.close()
            _refuse_if_busy(broken, self._path)
            self._remove()
            connection = self._connect()
            connection.executescript(_SCHEMA(encoding="utf-8"))
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def _remove(self) -> None:
        """Do away with the file, and with what SQLite keeps beside it."""
        for beside in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + beside).unlink(missing_ok=True)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        connection.row_factory = sqlite3.Row
        return connection


def _refuse_if_busy(broken: sqlite3.DatabaseError, path: Path) -> None:
    """Tell a file that another process is writing from one that cannot be read."""
    if isinstance(broken, sqlite3.OperationalError) and "locked" in str(broken):
        raise StoreInUseError(
            "Another process is bringing the index of names up to date.", where=str(path), remedy="Try again later."
        ) from broken


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, single spaces, words apart."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(_BETWEEN_WORDS.sub(" ", plain).split())


def _labels(reader: Reader, query: str, publication: str) -> Iterator[tuple[str, ...]]:
    for row in reader.select(query):
        label = cast("Literal", row["label"])
        role = cast("NamedNode", row["role"]).value.rsplit("#", 1)[1]
        kind = cast("Literal", row["kind"]).value
        thing = cast("NamedNode", row["thing"]).value
        yield publication, thing, kind, role, label.language or "", label.value, fold(label.value)


def _best(rows: Sequence[sqlite3.Row], folded: str, languages: Sequence[str], limit: int) -> list[Hit]:
    """One hit a thing, best first."""
    order = {language: place for place, language in enumerate(languages)}

    def merit(row: sqlite3.Row) -> tuple[object, ...]:
        text = row["folded"]
        nearness = 0 if text == folded else 1 if text.startswith(folded) else 2
        return (
            nearness,
            order.get(row["language"], len(order)),
            row["role"] == "altLabel",
            len(text),
            text,
            row["thing"],
        )

    hits: dict[str, Hit] = {}
    for row in sorted(rows, key=merit):
        hits.setdefault(row["thing"], _hit(row))
    return list(hits.values())[:limit]


def _hit(row: sqlite3.Row) -> Hit:
    return Hit(row["thing"], row["kind"], row["text"], row["language"], row["role"])
