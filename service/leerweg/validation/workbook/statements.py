"""The last sheet: what has no cell of its own, a statement a row, written as N-Triples writes subject, property, value.

With it a workbook can hold any graph, and nothing is lost between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from leerweg.errors import InputTooLargeError, MalformedInputError
from leerweg.validation.workbook.cells import text_of
from leerweg.validation.workbook.keys import Keys
from leerweg.validation.workbook.limits import MOST_STATEMENT_ROWS
from leerweg.validation.workbook.opening import FilledSheet

__all__ = ["read_statements", "write_statements"]

_PLAIN = re.compile(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 32_767


def read_statements(filled: FilledSheet, keys: Keys, name: str) -> Iterator[tuple[int, Triple]]:
    """The statements of the sheet, each with its row. Raises MalformedInputError and InputTooLargeError."""
    if len(filled.rows) > MOST_STATEMENT_ROWS:
        raise InputTooLargeError(
            f"The sheet has more than {MOST_STATEMENT_ROWS:,} rows.",
            where=f"{name}, sheet {filled.name}",
            remedy="Use the columns of the other sheets, or send the description as Turtle.",
        )
    for row in filled.rows:
        where = f"{name}, sheet {filled.name}, row {row.number}"
        if set(row.computed) & {0, 1, 2}:
            raise MalformedInputError(
                "There is a formula in this row; only values are read.", where=where, remedy="Take the row out."
            )
        yield row.number, _statement(" ".join(text_of(row.cells.get(at, "")) for at in range(3)), keys, where)


def write_statements(triples: Iterable[Triple]) -> Iterator[tuple[str, str, str]]:
    """The cells of each statement. Raises InputTooLargeError for a text that no cell can hold."""
    for triple in triples:
        cells = (str(triple.subject), str(triple.predicate), _escaped(str(triple.object)))
        if max(map(len, cells)) > _LONGEST:
            raise InputTooLargeError(
                f"The value has more than {_LONGEST:,} characters, which no cell of a workbook can hold.",
                where=f"{triple.predicate.value} of {cells[0]}",
                remedy="Shorten the text.",
            )
        yield cells


def _statement(line: str, keys: Keys, where: str) -> Triple:
    try:
        (quad,) = parse(f"{line} .", RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as wrong:
        raise MalformedInputError(
            "This row is no statement.",
            where=where,
            remedy='Write subject and property as <address> and the value as <address> or "text"@nl, or take it out.',
        ) from wrong
    subject, value = _own(quad.subject, keys), _own(quad.object, keys)
    assert not isinstance(subject, Literal | Triple)  # N-Triples does not put one there
    return Triple(subject, quad.predicate, value)


def _own(term: object, keys: Keys) -> NamedNode | BlankNode | Literal | Triple:
    """The same term, a nameless one as this workbook knows it."""
    if isinstance(term, BlankNode):
        return keys.nameless(str(term))
    assert isinstance(term, NamedNode | Literal | Triple)
    return term


def _escaped(text: str) -> str:
    """Without what XML cannot hold, such as control characters: N-Triples reads back the numbers they stand as."""
    return _PLAIN.sub(lambda found: f"\\u{ord(found[0]):04X}", text)
