"""The guard in front of every foreign query: it reads, it only reads, it stays small, and it calls nobody.

The process that runs the query has limits and no network of its own; this guard says beforehand, and in words, what
would fail there, and keeps out what no limit of time could make harmless for an endpoint behind us.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leerweg.errors import QueryRefusedError
from leerweg.linkeddata.sparql_tokens import Token, decode_escapes, place, tokenise

__all__ = ["MOST_BYTES", "MOST_NESTING", "MOST_OPERATORS", "MOST_PATTERNS", "GuardedQuery", "guard_query"]

MOST_BYTES = 32 * 1024
MOST_NESTING = 64
MOST_PATTERNS = 240
MOST_OPERATORS = 1_000

_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})
_CALLS = ("SERVICE", "LOAD")
_OPENING, _CLOSING = frozenset({"{", "(", "[", "<<"}), frozenset({"}", ")", "]", ">>"})
# What begins another triple pattern or another step that the planner must place.
_PATTERN_MARKS = frozenset({";", "{", "["})
_PATTERN_WORDS = frozenset({"VALUES", "FILTER", "BIND"})
_PATH_MARKS = frozenset({"/", "|"})
_OPERATORS = frozenset("=<>!+-*/|^&") | {"&&", "||", "^^"}
_TARGETS = frozenset({"iri", "name", "variable"})


@dataclass(frozen=True)
class GuardedQuery:
    """A query that passed: its text, and its form (`SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`)."""

    text: str
    form: str


def guard_query(query: str) -> GuardedQuery:
    r"""The query, when it may be run.

    Raises QueryRefusedError, with line and column, for updates, SERVICE and LOAD, and for a query over 32 kB, nested
    deeper than 64, with over 240 patterns or over 1,000 operators. A text with `\u` escapes is judged both as it
    stands and written out, for parsers differ in which of the two they read.
    """
    if len(query.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise QueryRefusedError(
            f"The query is larger than {MOST_BYTES // 1024} kB.", remedy="Ask for less at a time, or in parts."
        )
    decoded = decode_escapes(query)
    for text in dict.fromkeys((query, decoded)):
        _check(text)
    form = next((token.text.upper() for token in tokenise(query) if _is_word(token, _FORMS)), "")
    if not form:
        raise QueryRefusedError(
            "This is no query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE.", remedy="Write a SPARQL 1.1 query."
        )
    return GuardedQuery(query, form)


def _check(text: str) -> None:
    tokens = list(tokenise(text))
    for position, token in enumerate(tokens):
        _check_word(text, tokens, position)
        if _is_word(token, _UPDATES):
            raise _refused(text, token, f"{token.text.upper()} changes data; here one can only ask.", "Use a query.")
    _check_size(text, tokens)


def _check_word(text: str, tokens: Sequence[Token], position: int) -> None:
    """Refuse a call to another place, also where the word grows together with what stands around it."""
    token = tokens[position]
    if token.kind not in ("word", "name"):
        return
    held = next((call for call in _CALLS if call in token.text.upper()), None)
    if held is None:
        return
    if token.kind == "word" or (held == "SERVICE" and _opens_group(tokens[position + 1 : position + 3])):
        raise _refused(
            text,
            token,
            f"{held} is not run here: queries read this graph and call nobody.",
            "Leave it out and combine the answers yourself; a prefix of that name needs another name here.",
        )


def _opens_group(following: Sequence[Token]) -> bool:
    """Whether `{` follows, or a target and then `{`: the shape of a call."""
    if following and following[0].kind in _TARGETS:
        following = following[1:]
    return bool(following) and following[0].text == "{"


def _check_size(text: str, tokens: Sequence[Token]) -> None:
    open_marks: list[str] = []
    patterns = operators = 0
    for token in tokens:
        if token.kind == "mark":
            if token.text in _OPENING:
                open_marks.append(token.text)
            elif token.text in _CLOSING and open_marks:
                open_marks.pop()
            operators += token.text in _OPERATORS
        patterns += _is_pattern(token, open_marks)
        for count, most, what in (
            (len(open_marks), MOST_NESTING, "levels of brackets"),
            (patterns, MOST_PATTERNS, "patterns"),
            (operators, MOST_OPERATORS, "operators"),
        ):
            if count > most:
                raise _refused(text, token, f"The query has more than {most:,} {what}.", "Ask it in parts.")


def _is_pattern(token: Token, open_marks: Sequence[str]) -> bool:
    if token.kind == "word":
        return token.text.upper() in _PATTERN_WORDS
    if token.kind != "mark":
        return False
    listing = bool(open_marks) and open_marks[-1] == "("
    return token.text in _PATTERN_MARKS | _PATH_MARKS or (token.text in (".", ",") and not listing)


def _is_word(token: Token, words: frozenset[str]) -> bool:
    return token.kind == "word" and token.text.upper() in words


def _refused(text: str, token: Token, message: str, remedy: str) -> QueryRefusedError:
    return QueryRefusedError(message, where=place(text, token.start), remedy=remedy)
