"""Names and codes, found by prefix and by words in any language: a full-text index kept in step with the store.

The index is derived: one SQLite file that knows which publications it holds. When the store has others, only those
are read again; when the file is damaged it is made anew.
"""

from __future__ import annotations

import sqlite3
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode

from leerweg.store.port import Reader, Store
from leerweg.store.questions import load_question

__all__ = ["Hit", "LabelIndex"]

_HERE = Path(__file__).parent
_SCHEMA = (_HERE / "label_index.sql").read_text
_SHORT = 2
_LANGUAGES = ("nl", "en", "fr")


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
        self.refresh()
        with self._reading() as connection:
            rows = self._beginning(connection, folded, kinds, limit)
            words = folded.split()
            if len({row["thing"] for row in rows}) < limit and any(len(word) > _SHORT for word in words):
                rows += self._holding(connection, words, kinds, limit)
        return _best(rows, folded, languages, limit)

    def named(self, text: str, *, kinds: Sequence[str]) -> list[Hit]:
        """Every thing that has exactly this text (case and accents aside) as a name or code."""
        self.refresh()
        marks = ",".join("?" * len(kinds))
        statement = f"SELECT * FROM label WHERE folded = ? AND kind IN ({marks}) ORDER BY thing, role"  # noqa: S608  (marks are question marks)
        with self._reading() as connection:
            return [_hit(row) for row in connection.execute(statement, (fold(text), *kinds))]

    def refresh(self) -> None:
        """Bring the index in step with the store; does nothing when it is."""
        with self._store.reader() as reader:
            if reader.revision == self._revision:
                return
            with self._lock, self._writing() as connection:
                if reader.revision != self._revision:
                    self._follow(connection, reader)
                    self._revision = reader.revision

    def _follow(self, connection: sqlite3.Connection, reader: Reader) -> None:
        """Forget the publications that no longer stand, and read the new ones."""
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
            connection.execute("INSERT INTO publication (publication) VALUES (?)", (new,))

    @staticmethod
    def _beginning(connection: sqlite3.Connection, folded: str, kinds: Sequence[str], limit: int) -> list[sqlite3.Row]:
        found: list[sqlite3.Row] = []
        for kind in kinds:
            found += connection.execute(
                "SELECT * FROM label WHERE kind = ? AND folded >= ? AND folded < ? ORDER BY folded LIMIT ?",
                (kind, folded, folded + "\U0010ffff", limit * 8),
            ).fetchall()
        return found

    @staticmethod
    def _holding(
        connection: sqlite3.Connection, words: Sequence[str], kinds: Sequence[str], limit: int
    ) -> list[sqlite3.Row]:
        expression = " AND ".join('"' + word.replace('"', '""') + '"*' for word in words)
        marks = ",".join("?" * len(kinds))
        statement = (
            "SELECT label.* FROM words JOIN label ON label.id = words.rowid "
            f"WHERE words MATCH ? AND kind IN ({marks}) ORDER BY length(label.folded) LIMIT ?"  # noqa: S608  (marks are question marks)
        )
        return connection.execute(statement, (expression, *kinds, limit * 8)).fetchall()

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
        connection = self._connect()
        try:
            connection.executescript(_SCHEMA(encoding="utf-8"))
        except sqlite3.DatabaseError:
            connection.close()
            self._path.unlink()
            connection = self._connect()
            connection.executescript(_SCHEMA(encoding="utf-8"))
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        connection.row_factory = sqlite3.Row
        return connection


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, single spaces, words apart."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (c if c.isalnum() or c in "-./" else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


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
