"""SPARQL as a row of tokens: in linear time, without recursion, and never reading more into a text than a parser may.

SPARQL parsers need no space between words: Oxigraph takes `SERVICESILENT:x` for SERVICE SILENT `:x`, and what begins
with `<` is an IRI or a comparison by its place. A tokeniser cannot know the place, so it refuses the few texts that can
be read both ways instead of guessing: a wrong guess would let a comment or a string begin where the parser sees none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leerweg.errors import QueryRefusedError

__all__ = ["Token", "decode_escapes", "place", "tokenise"]

_NAME_START = r"A-Za-z_\u0080-\U0010ffff"
_NAME = r"\w\-\u0080-\U0010ffff"
_LOCAL = rf"(?:[{_NAME}.:]|%[0-9A-Fa-f]{{2}}|\\[^\n\r])"

# Quantifiers are possessive: no text can make this expression go back over what it has read.
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]++|\#[^\r\n]*+)"
    r"|(?P<string>"
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\n\r]|\\[^\n\r])*+"'
    r"|'(?:[^'\\\n\r]|\\[^\n\r])*+')"
    r"|(?P<iri><(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)"
    r"|(?P<variable>[?$][\w\u0080-\U0010ffff]++)"
    r"|(?P<language>@[A-Za-z]++(?:-++[A-Za-z0-9]++)*+)"
    r"|(?P<number>(?:\d++(?:\.\d++)?+|\.\d++)(?:[eE][+-]?+\d++)?+)"
    rf"|(?P<name>(?:[{_NAME_START}][{_NAME}.]*+)?+:(?:(?![.\-]){_LOCAL}++)?+)"
    rf"|(?P<word>[{_NAME_START}][{_NAME}.]*+)"
    r"|(?P<mark>&&|\|\||\^\^|<<|>>|[^\w\s])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# An IRI that cannot be the right-hand side of a comparison: it has a scheme and an authority, or only plain characters.
_PLAIN_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.\-]*+://|[\w:/.%~@\-\u0080-\U0010ffff]*+>)")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True)
class Token:
    """A token: its kind (`string`, `iri`, `variable`, `language`, `number`, `name`, `word`, `mark`), text, offset."""

    kind: str
    text: str
    start: int


def tokenise(text: str) -> Iterator[Token]:
    """The tokens of a query, without spaces and comments; raises QueryRefusedError for what can be read in two ways."""
    for match in _TOKEN.finditer(text):
        token = Token(match.lastgroup or "other", match[0], match.start())
        if token.kind == "space":
            continue
        if token.text in ('"', "'"):
            raise QueryRefusedError("A string is not closed.", where=place(text, token.start), remedy="Close it.")
        if token.kind == "iri" and not _PLAIN_IRI.match(token.text):
            raise QueryRefusedError(
                "What begins here can be read as an IRI and as a comparison.",
                where=place(text, token.start),
                remedy="Write the whole IRI (https://…), or put a space after '<'.",
            )
        yield token


def decode_escapes(text: str) -> str:
    r"""The text with its `\uXXXX` and `\UXXXXXXXX` written out, as SPARQL asks before anything else is read."""
    return _CODE_POINT.sub(lambda match: _character(int(match[1] or match[2], 16)), text)


def place(text: str, offset: int) -> str:
    """Where in a text an offset lies: `line 3, column 14`."""
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"


def _character(code: int) -> str:
    valid = code <= _LAST_CODE_POINT and code not in _SURROGATES
    return chr(code) if valid else "\N{REPLACEMENT CHARACTER}"
