"""Codes of competences, programmes and sectors into IRIs; an http IRI is kept as it is."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from leerweg.namespaces import NACE, Identifiers

__all__ = ["competence", "iri", "programme", "sector"]

_COMPETENCE = re.compile(r"bkc\d{7}", re.IGNORECASE)
_PROGRAMME = re.compile(r"S-\d{1,6}", re.IGNORECASE)
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20/]+/[^\s<>\"{}|\\^`\x00-\x20]*")
_NACE = re.compile(r"[A-V]|\d{2}(?:\.\d{1,2})?")
_NACE_BELGIAN = re.compile(r"(\d{2})\.?(\d{2})\d")
_NACE_ONE_DIGIT = re.compile(r"\d{2}\.\d")
_LONGEST_IRI = 2_000


def iri(text: str) -> NamedNode | None:
    """The http or https IRI that stands here as it is, or None."""
    if not _IRI.fullmatch(text) or len(text) > _LONGEST_IRI:
        return None
    try:
        return NamedNode(text)
    except ValueError:
        return None


def competence(text: str, identifiers: Identifiers) -> NamedNode | None:
    """The competence meant by `bkc0053047` or by an IRI (ESCO, or ours), or None."""
    if _COMPETENCE.fullmatch(text):
        return identifiers.of("competence", text.lower())
    return iri(text)


def programme(text: str, identifiers: Identifiers) -> NamedNode | None:
    """The programme meant by `S-97` or by an IRI, or None; a version (`S-97-V1`) is no programme."""
    if _PROGRAMME.fullmatch(text):
        return identifiers.of("programme", text.upper())
    return iri(text)


def sector(text: str, notes: list[str], *, as_number: bool = False) -> NamedNode | None:
    """The NACE 2.1 code as an IRI: section, division, group or class (`F`, `43`, `43.2`, `43.21`), or None.

    A Belgian five-digit code is cut to its European class; a spreadsheet number may have lost a last zero. Both are
    said in `notes`.
    """
    code = text.upper()
    if belgian := _NACE_BELGIAN.fullmatch(code):
        code = f"{belgian[1]}.{belgian[2]}"
        notes.append(f"The five-digit code {text} was read as its European class {code}.")
    elif as_number and _NACE_ONE_DIGIT.fullmatch(code):
        notes.append(f"{code} is a number in the spreadsheet and was read as group {code}; class {code}0 must be text.")
    if _NACE.fullmatch(code):
        return NamedNode(NACE + code)
    return iri(text)
