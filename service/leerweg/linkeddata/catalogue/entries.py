"""What a question says of itself: its header lines, read as an entry of the catalogue.

A question is in the catalogue when its header names a theme. `#+ param: on: …` says what a parameter means,
`#+ example:` gives a value, `#+ kind:` the kind of thing it can be found by name as, `#+ choice:` the words it may be,
`#+ needed:` that it cannot be left open; `@nl` and `@fr` after `summary`, `note` and `param` say the same in other
languages.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from leerweg.store import Question, load_question

__all__ = ["LANGUAGES", "THEMES", "Entry", "Parameter", "Value", "column_names", "own_questions", "read_entries"]

LANGUAGES = ("en", "nl", "fr")
THEMES = ("places", "guidance", "trajectory", "agreement", "bodies", "rules")
"""The themes of the catalogue, in the order in which people read it."""

_HERE = Path(__file__).parent
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COLUMNS = re.compile(r"^SELECT(?: DISTINCT)? (?P<columns>.*?)\nWHERE", re.MULTILINE | re.DOTALL)
_COUNTED = re.compile(r"\([^?\n]*\?.*? AS (\?\w+)\)")
_SOURCES = re.compile(r"N\d+")


class Value(StrEnum):
    """What a parameter takes: a day, one of some words, or a thing of the graph."""

    DATE = "date"
    CHOICE = "choice"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: what it means in each language, what it takes, and an example (an IRI may begin at `id/`).

    `things` is the kind of thing it can be found by name as (`programme`; empty: by IRI only), `choices` the words it
    may be, the first being what is meant when nothing is given. One that is not `needed` may be left open.
    """

    name: str
    meanings: Mapping[str, str]
    takes: Value
    things: str
    choices: tuple[str, ...]
    needed: bool
    example: str

    @property
    def short_example(self) -> str:
        """The example as a person would type it: a code where the thing can be found by it."""
        return self.example.rpartition("/")[2] if self.things else self.example


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of the catalogue: theme, summaries and notes (may be none) by language, rows of the concept note."""

    question: Question
    theme: str
    summaries: Mapping[str, str]
    notes: Mapping[str, str]
    sources: tuple[str, ...]
    parameters: tuple[Parameter, ...]

    @property
    def name(self) -> str:
        """The name by which it is asked."""
        return self.question.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the answer, in order."""
        match = _COLUMNS.search(self.question.text)
        return tuple(re.findall(r"\?(\w+)", _COUNTED.sub(r"\1", match["columns"]))) if match else ()


def own_questions() -> list[Question]:
    """The questions of this room, by name."""
    return [load_question(path) for path in sorted((_HERE / "questions").glob("*.rq"))]


def read_entries(questions: Iterable[Question]) -> tuple[Entry, ...]:
    """The entries among these questions, by theme and name; a question without a theme is none."""
    entries = (_entry(question) for question in questions if "theme" in question.header)
    return tuple(sorted(entries, key=lambda entry: (THEMES.index(entry.theme), entry.name)))


@cache
def column_names() -> Mapping[str, Mapping[str, str]]:
    """What the columns of answers are called: name of the column, then language."""
    return tomllib.loads((_HERE / "columns.toml").read_text(encoding="utf-8"))


def _entry(question: Question) -> Entry:
    header = question.header
    return Entry(
        question=question,
        theme=header["theme"],
        summaries=_said(header, "summary"),
        notes=_said(header, "note"),
        sources=tuple(_SOURCES.findall(header.get("source", ""))),
        parameters=_parameters(question),
    )


def _parameters(question: Question) -> tuple[Parameter, ...]:
    meanings = {language: question.said_of(key) for language, key in _in_languages("param").items()}
    kinds, choices, examples = (question.said_of(key) for key in ("kind", "choice", "example"))
    needed = question.header.get("needed", "").split()
    return tuple(
        Parameter(
            name=name,
            meanings={language: said[name] for language, said in meanings.items() if name in said},
            takes=Value.CHOICE if name in choices else Value.DATE if _DAY.fullmatch(example) else Value.THING,
            things=kinds.get(name, ""),
            choices=tuple(choices.get(name, "").split()),
            needed=name in needed,
            example=example,
        )
        for name, example in ((name, examples[name].strip("<>")) for name in meanings["en"])
    )


def _said(header: Mapping[str, str], what: str) -> dict[str, str]:
    return {language: header[key] for language, key in _in_languages(what).items() if key in header}


def _in_languages(key: str) -> dict[str, str]:
    return {language: key if language == "en" else f"{key}@{language}" for language in LANGUAGES}
