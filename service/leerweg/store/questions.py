"""Questions: SPARQL in `.rq` files, with slots that take RDF terms and nothing else.

A slot is a line `VALUES ?name { UNDEF }`, or for rows of terms `VALUES (?a ?b) { (UNDEF UNDEF) }`. The file is valid
SPARQL as it lies (an open slot means: any); binding a slot replaces `UNDEF` by serialised terms, so a term can never
become syntax. Header lines follow the convention of grlc: `#+ summary: …`, in another language `#+ summary@nl: …`.
Updates (`.ru`) work the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode

__all__ = ["Question", "Term", "load_question"]

Term = NamedNode | Literal

_SLOT = re.compile(r"VALUES \?(?P<name>\w+) \{ UNDEF \}")
_ROW_SLOT = re.compile(r"VALUES \((?P<names>(?:\?\w+ ?)+)\) \{ \((?:UNDEF ?)+\) \}")
_ANY_SLOT = re.compile(f"{_SLOT.pattern}|{_ROW_SLOT.pattern}")
_HEADER = re.compile(r"^#\+ (?P<key>[\w-]+(?:@[a-z]+)?): (?P<text>.*)$", re.MULTILINE)
_NAMED = re.compile(r"(?P<name>\w+): (?P<text>.*)")


@dataclass(frozen=True)
class Question:
    """One question: its name (the file's stem), text, slots in order, header lines, and the rows bound so far."""

    name: str
    text: str
    slots: tuple[str, ...]
    header: dict[str, str]
    rows: str = ""

    def said_of(self, key: str) -> dict[str, str]:
        """What the header says of each parameter under a key (`param`, `param@nl`, `example`): text by name."""
        lines = (_NAMED.fullmatch(m["text"]) for m in _HEADER.finditer(self.text) if m["key"] == key)
        return {line["name"]: line["text"] for line in lines if line}

    def bind(self, **values: Term | Sequence[Term] | None) -> str:
        """The query with these slots filled; a slot that is not named, or None, stays open.

        Raises KeyError for a slot that the question does not have, so that a misspelt parameter is never ignored.
        """
        unknown = set(values) - set(self.slots)
        if unknown:
            raise KeyError(f"question {self.name} has no slot {', '.join(sorted(unknown))}")

        def fill(match: re.Match[str]) -> str:
            if match["names"]:
                return self.rows or match[0]
            given = values.get(match["name"])
            if given is None:
                return match[0]
            terms = [given] if isinstance(given, NamedNode | Literal) else given
            return f"VALUES ?{match['name']} {{ {' '.join(str(term) for term in terms)} }}"

        # One pass over the file's own text: a literal that looks like a slot is never taken for one.
        return _ANY_SLOT.sub(fill, self.text)

    def bind_rows(self, rows: Sequence[Sequence[Term]]) -> Question:
        """The question with its slot for rows filled; raises KeyError when it has none, or not of this width."""
        match = _ROW_SLOT.search(self.text)
        if match is None or any(len(row) != len(match["names"].split()) for row in rows):
            raise KeyError(f"question {self.name} takes no rows of this width")
        filled = " ".join(f"({' '.join(str(term) for term in row)})" for row in rows)
        return replace(self, rows=f"VALUES ({match['names']}) {{ {filled} }}")


def load_question(path: Path) -> Question:
    """The question in this `.rq` file; raises FileNotFoundError when there is none."""
    text = path.read_text(encoding="utf-8")
    slots = tuple(dict.fromkeys(match["name"] for match in _SLOT.finditer(text)))
    return Question(path.stem, text, slots, {m["key"]: m["text"] for m in _HEADER.finditer(text)})
