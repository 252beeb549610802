"""A report as people read it: text for a terminal, and the rows of a table, in Dutch, French or English."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from leerweg.validation.report import Finding, Report
from leerweg.validation.shapes import LANGUAGES

__all__ = ["SEVERITY_WORDS", "Table", "render_table", "render_text"]

SEVERITY_WORDS: Mapping[str, Mapping[str, str]] = {
    "Violation": {"nl": "blokkeert", "fr": "bloque", "en": "blocks"},
    "Warning": {"nl": "vraagt", "fr": "demande", "en": "asks"},
    "Info": {"nl": "adviseert", "fr": "conseille", "en": "advises"},
}
"""What a severity does, as a verb: a Violation blocks, a Warning asks, an Info advises."""

_MEANING = {
    "Violation": {
        "nl": "moet hersteld zijn voor het document gepubliceerd kan worden",
        "fr": "doit être corrigé avant que le document puisse être publié",
        "en": "must be mended before the document can be published",
    },
    "Warning": {
        "nl": "na te kijken en te beslissen; houdt niets tegen",
        "fr": "à vérifier et à décider ; ne bloque rien",
        "en": "to be checked and decided; holds nothing up",
    },
    "Info": {
        "nl": "kan beter; houdt niets tegen",
        "fr": "peut être amélioré ; ne bloque rien",
        "en": "could be better; holds nothing up",
    },
}
_WORDS = {
    "nl": {
        "document": "Het document",
        "conforms": "voldoet",
        "fails": "voldoet niet",
        "nothing": "niets op te merken",
        "omitted": "… en nog {count} bevindingen die hier niet staan.",
        "line": "regel",
        "comply": "Hoe voldoen",
        "source": "Bron",
        "header": "regel|ernst|over|waar|bevinding|hoe voldoen",
    },
    "fr": {
        "document": "Le document",
        "conforms": "est conforme",
        "fails": "n'est pas conforme",
        "nothing": "rien à signaler",
        "omitted": "… et encore {count} constats qui ne figurent pas ici.",
        "line": "ligne",
        "comply": "Comment se mettre en règle",
        "source": "Source",
        "header": "règle|gravité|sur|où|constat|comment se mettre en règle",
    },
    "en": {
        "document": "The document",
        "conforms": "conforms",
        "fails": "does not conform",
        "nothing": "nothing to remark",
        "omitted": "… and {count} more findings that are left out here.",
        "line": "line",
        "comply": "How to comply",
        "source": "Source",
        "header": "rule|severity|about|where|finding|how to comply",
    },
}


@dataclass(frozen=True)
class Table:
    """The findings of a report as a table: column names and rows of plain text, in the order of the report."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def render_text(report: Report, language: str = "en", *, width: int = 100) -> str:
    """The report as lines of at most about `width` characters: verdict, findings by rule and thing, and a key.

    `language` is `nl`, `fr` or `en`; raises ValueError for another.
    """
    return "\n".join(_lines(report, _known(language), width)) + "\n"


def render_table(report: Report, language: str = "en") -> Table:
    """The report as a table with one row per finding; raises ValueError for a language other than nl, fr, en."""
    words = _WORDS[_known(language)]
    rows = (
        (
            f"{finding.rule} {finding.shape_name[language]}",
            SEVERITY_WORDS[finding.severity][language],
            finding.focus_label[language],
            _where(finding, language),
            finding.message[language],
            finding.how_to_comply[language],
        )
        for finding in report.findings
    )
    return Table(tuple(words["header"].split("|")), tuple(rows))


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"reports are written in {', '.join(LANGUAGES)}, not in {language!r}")
    return language


def _lines(report: Report, language: str, width: int) -> Iterator[str]:
    words = _WORDS[language]
    verdict = words["conforms"] if report.conforms else words["fails"]
    yield f"{report.name or words['document']} {verdict}{_counts(report, language)}."
    for _, group in groupby(report.findings, key=lambda finding: finding.shape):
        yield ""
        yield from _rule(list(group), language, width)
    if report.omitted:
        yield ""
        yield words["omitted"].format(count=report.omitted)
    severities = [severity for severity in SEVERITY_WORDS if report.count(severity)]
    if severities:
        yield ""
    for severity in severities:
        yield f"{SEVERITY_WORDS[severity][language]}: {_MEANING[severity][language]}"


def _counts(report: Report, language: str) -> str:
    counts = [
        f"{word[language]}: {report.count(severity)}"
        for severity, word in SEVERITY_WORDS.items()
        if report.count(severity)
    ]
    return f" ({', '.join(counts)})" if counts else f": {_WORDS[language]['nothing']}"


def _where(finding: Finding, language: str) -> str:
    return re.sub(r"line (\d+)$", rf"{_WORDS[language]['line']} \1", finding.where)


def _rule(findings: list[Finding], language: str, width: int) -> Iterator[str]:
    first, words = findings[0], _WORDS[language]
    yield f"{first.rule} {first.shape_name[language]} [{SEVERITY_WORDS[first.severity][language]}]"
    for _, group in groupby(findings, key=lambda finding: finding.focus):
        about = list(group)
        place = f" ({_where(about[0], language)})" if about[0].where else ""
        yield f"  {about[0].focus_label[language]}{place}"
        for message in dict.fromkeys(finding.message[language] for finding in about):
            yield from _wrap(message, width, "    - ", "      ")
    yield from _wrap(f"{words['comply']}: {first.how_to_comply[language]}", width, "  ", "    ")
    for source in first.sources:
        yield f"  {words['source']}: {source}"


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
