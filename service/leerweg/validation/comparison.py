"""What became of a former report: which findings are new, still open, or solved.

Two findings are the same when their fingerprints are: the same rule, thing, property and value. Of several with one
fingerprint as many are still open as there were before.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from leerweg.errors import InputTooLargeError, MalformedInputError
from leerweg.validation.labels import clean
from leerweg.validation.report import Finding, Report, Source
from leerweg.validation.shapes import LANGUAGES

__all__ = ["Previous", "compare", "read_previous"]

_SEVERITIES = ("Violation", "Warning", "Info")
_REMEDY = "Give the report of an earlier validation as JSON, as it was written."


@dataclass(frozen=True)
class Previous:
    """The findings of a former run, by the name of each document."""

    documents: tuple[tuple[str, tuple[Finding, ...]], ...]

    def of(self, name: str) -> tuple[Finding, ...]:
        """The former findings of the document of this name; of the only one there was, whatever it was called."""
        if len(self.documents) == 1:
            return self.documents[0][1]
        return next((findings for document, findings in self.documents if document == name), ())


def compare(report: Report, previous: Previous) -> Report:
    """The report with the state of each finding, `new` or `open`, and the list of those that are `solved`."""
    left: dict[str, list[Finding]] = {}
    for finding in previous.of(report.name):
        left.setdefault(finding.fingerprint, []).append(finding)
    known = Counter({key: len(findings) for key, findings in left.items()})
    marked: list[Finding] = []
    for finding in report.findings:
        known[finding.fingerprint] -= 1
        marked.append(replace(finding, state="open" if known[finding.fingerprint] >= 0 else "new"))
    now = Counter(finding.fingerprint for finding in report.findings)
    gone = [one for key, findings in left.items() for one in findings[now[key] :]]
    solved = tuple(replace(finding, state="solved") for finding in gone)
    return replace(report, findings=tuple(marked), solved=solved, compared=True)


def read_previous(content: bytes, most: int) -> Previous:
    """The findings of one report, or of every report of a file with several, in the JSON form.

    Only what a comparison shows is read, as plain text of at most a line. Raises InputTooLargeError for more than
    `most` bytes and MalformedInputError for anything that is no report.
    """
    if len(content) > most:
        raise InputTooLargeError(
            f"The former report has {len(content):,} bytes; {most:,} are read at most.", where="the former report"
        )
    try:
        given = json.loads(content)
        documents = given.get("reports", [given])
        read = tuple(
            (_line(document["name"]), tuple(_finding(item) for item in _list(document["findings"])))
            for document in documents
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise MalformedInputError(
            "The former report cannot be read: it is no report in JSON.", where="the former report", remedy=_REMEDY
        ) from wrong
    return Previous(read)


def _finding(item: Mapping[str, Any]) -> Finding:
    texts = ("groupName", "shapeName", "focusLabel", "pathLabel", "valueLabel", "message", "howToComply")
    if item["severity"] not in _SEVERITIES:
        raise ValueError("a report knows three severities")
    group, shape, focus, path, value, message, comply = (_texts(item[name]) for name in texts)
    return Finding(
        shape=_line(item["shape"]),
        rule=_line(item["rule"]),
        severity=item["severity"],
        group_name=group,
        shape_name=shape,
        focus=_line(item["focus"]),
        focus_label=focus,
        path=_line(item["path"]),
        path_label=path,
        value=_line(item["value"]),
        value_label=value,
        message=message,
        how_to_comply=comply,
        sources=tuple(_source(source) for source in _list(item.get("sources", []))),
        engine_text="",
        fingerprint=_line(item["fingerprint"]),
    )


def _source(item: Mapping[str, Any]) -> Source:
    return Source(_line(item["iri"]), _texts(item["title"]))


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    """A text per language, all or none of them; of a long one the beginning."""
    return {language: _line(given[language]) for language in LANGUAGES} if given else {}


def _line(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError("a report has texts here")
    return clean(given)


def _list(given: object) -> Sequence[Any]:
    if not isinstance(given, list):
        raise TypeError("a report has a list here")
    return given
