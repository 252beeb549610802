"""Text from bytes, within limits: lines of strict UTF-8, JSON documents, and labels without invisible characters."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from leerweg.errors import InputTooLargeError, MalformedInputError
from leerweg.sources.limits import JSON_BYTES, JSON_DEPTH, LINE_BYTES

__all__ = ["bounded_lines", "check_depth", "decode", "parse_json", "plain", "prose"]

_BOM = b"\xef\xbb\xbf"
_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{}"]', re.DOTALL)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS = re.compile("[ \t\r\n\u00a0\u2007\u202f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def bounded_lines(stream: BinaryIO, name: str, *, limit: int = LINE_BYTES) -> Iterator[str]:
    """Each line of a UTF-8 stream, with its line end; a byte order mark is taken off.

    `name` is what messages call the file. Never holds more than `limit` bytes of one line. Raises InputTooLargeError
    for a longer line, MalformedInputError for bytes that are not UTF-8 and for NUL characters.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise InputTooLargeError(
                f"This line is longer than {limit} bytes.",
                where=f"{name}, row {number}",
                remedy="Save the table as CSV with one record per line, with line ends as on Linux or Windows.",
            )
        yield decode(line.removeprefix(_BOM) if number == 1 else line, name, first_line=number)


def decode(content: bytes, name: str, *, first_line: int = 1) -> str:
    """These bytes as text. Raises MalformedInputError, naming the line, when they are not UTF-8 or hold a NUL."""
    if b"\0" in content:
        line = first_line + content[: content.index(b"\0")].count(b"\n")
        raise MalformedInputError(
            "There is a NUL character: this is not a text file in UTF-8.",
            where=f"{name}, row {line}",
            remedy="Save the file as UTF-8 text.",
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = first_line + content[: error.start].count(b"\n")
        raise MalformedInputError(
            f"The byte 0x{content[error.start]:02x} is not UTF-8.",
            where=f"{name}, row {line}",
            remedy="Save the file as UTF-8.",
        ) from error


def parse_json(content: bytes, name: str, *, limit: int = JSON_BYTES, depth: int = JSON_DEPTH) -> Any:
    """The value of a JSON document in UTF-8; size and nesting are checked before it is parsed.

    NaN and Infinity are read. Raises InputTooLargeError past `limit` bytes or `depth` levels, MalformedInputError for
    anything that is not JSON, for a name that stands twice in one object, and for a number that no computer needs.
    """
    if len(content) > limit:
        raise InputTooLargeError(f"The document is larger than {limit} bytes.", where=name, remedy="Split it.")
    check_depth(content, name, depth)
    try:
        value = json.loads(decode(content.removeprefix(_BOM), name), object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise MalformedInputError(
            f"This is not JSON: {error.msg}.",
            where=f"{name}, row {error.lineno}, column {error.colno}",
            remedy="Fetch or export the file again.",
        ) from error
    except _TwiceError as twice:
        raise MalformedInputError(
            f"The name '{str(twice)[:60]}' stands twice in one object; only one of both can be meant.",
            where=name,
            remedy="Take one of them out.",
        ) from twice
    except ValueError as error:  # a number of thousands of digits is refused by Python itself
        raise MalformedInputError(
            "This JSON cannot be read: it holds a number of thousands of digits.",
            where=name,
            remedy="Fetch or export the file again.",
        ) from error
    if b"\\u" in content:
        _check_characters(value, name)
    return value


def plain(text: str) -> str:
    """A label as people read it: no invisible characters, runs of blanks as one space, none at either end."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def prose(text: str) -> str:
    """A description as people read it: lines kept, Unix line ends, no invisible characters, no blanks around it."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class _TwiceError(Exception):
    """A name stands twice in one object."""


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these members, none of which may be lost."""
    made = dict(members)
    if len(made) < len(members):
        ((name, _),) = Counter(name for name, _ in members).most_common(1)
        raise _TwiceError(name)
    return made


def check_depth(content: bytes, name: str, limit: int) -> None:
    """Raise InputTooLargeError when a JSON document nests deeper than `limit`, before any parser recurses into it."""
    level = 0
    for token in _BRACKETS.finditer(content):
        first = token[0][:1]
        if first == b'"' and len(token[0]) == 1:
            return  # a string without an end: the parser says so, with line and column
        if first in b"[{":
            level += 1
            if level > limit:
                line = content.count(b"\n", 0, token.start()) + 1
                raise InputTooLargeError(
                    f"The document nests deeper than {limit} levels.",
                    where=f"{name}, row {line}",
                    remedy="Give the document as its publisher wrote it.",
                )
        elif first in b"]}":
            level -= 1


def _check_characters(value: Any, name: str) -> None:
    """Refuse what an escape can smuggle in and RDF cannot say: NUL and half of a surrogate pair."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item.keys())
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str) and ("\0" in item or _SURROGATE.search(item)):
            raise MalformedInputError(
                "A text holds a NUL or half of a surrogate pair, which is no character.",
                where=name,
                remedy="Fetch or export the file again.",
            )
