"""The reference page of the questions (docs/reference/questions.md), rendered from the headers of the `.rq` files.

`python -m leerweg.coverage.questions_reference > docs/reference/questions.md` writes it anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from leerweg.coverage.asking import catalogue
from leerweg.store import Question

__all__ = ["parameters_of", "render_questions"]

_PARAMETER = re.compile(r"^#\+ param: (?P<name>\w+): (?P<meaning>.+)$", re.MULTILINE)
_COLUMNS = re.compile(r"^SELECT(?: DISTINCT)? (?P<columns>.*?)\nWHERE", re.MULTILINE | re.DOTALL)
_COUNTED = re.compile(r"\(.*? AS (\?\w+)\)")
_INTRODUCTION = """\
# The questions

<!-- Generated from the `.rq` files by `python -m leerweg.coverage.questions_reference`; do not edit. -->

Each question is one `.rq` file: plain SPARQL 1.1 that runs on any engine as it lies. A parameter is a line
`VALUES ?name { UNDEF }`; write the terms in the place of `UNDEF`, everywhere it stands. A
thing left open means *any*; the date (an `xsd:date`) and the level (`"stated"`, `"recognised"` or `"available"`) must
be given. Some of these can also be asked by name, as [the catalogue of questions](catalogue.md) tells.
What "can teach" means is told in [decision 4](../decisions/0004-can-teach.md).
"""


def render_questions() -> str:
    """The page as Markdown: for each question its meaning, parameters and columns, by name."""
    return "\n".join([_INTRODUCTION, *(line for question in catalogue() for line in _section(question))])


def parameters_of(question: Question) -> dict[str, str]:
    """The meaning of each parameter, as the header of the file states it."""
    return {match["name"]: match["meaning"] for match in _PARAMETER.finditer(question.text)}


def _section(question: Question) -> Iterator[str]:
    yield f"## {question.name}\n"
    yield question.header["summary"] + "\n"
    if "note" in question.header:
        note = question.header["note"]
        yield f"{note[0].upper()}{note[1:]}.\n"
    yield "| Parameter | Meaning |\n| --- | --- |"
    for name, meaning in parameters_of(question).items():
        yield f"| `{name}` | {meaning} |"
    yield f"\nColumns: {', '.join(f'`{column}`' for column in _columns(question))}.\n"


def _columns(question: Question) -> list[str]:
    match = _COLUMNS.search(question.text)
    return re.findall(r"\?\w+", _COUNTED.sub(r"\1", match["columns"])) if match else []


if __name__ == "__main__":
    sys.stdout.write(render_questions())
