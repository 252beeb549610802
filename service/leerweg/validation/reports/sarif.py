"""A report as SARIF 2.1.0, which code hosts and editors show beside the line that it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from urllib.parse import quote

from leerweg.validation.report import CellPlace, Finding, Report
from leerweg.validation.reports.text import waived
from leerweg.validation.wording import Words, words_in

__all__ = ["write_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_ODD = re.compile(r"[^\w]")
_STATES = {"new": "new", "open": "unchanged", "solved": "absent"}


def write_sarif(reports: Sequence[Report], language: str) -> bytes:
    """One run over all documents: each rule once, each finding with its file, and line or cell as far as known.

    With a former report each result has its `baselineState`; what is solved is `absent`. What others published is
    left out: it has no place in these files.
    """
    words = words_in(language)
    told = [finding for report in reports for finding in (*report.findings, *report.solved)]
    rules = list({finding.shape: finding for finding in told}.values())
    places = {finding.shape: number for number, finding in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "Leerweg",
                "semanticVersion": version("leerweg"),
                "language": language,
                "rules": [_rule(finding, words) for finding in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(report)}} for report in reports],
        "results": [
            _result(finding, report, number, places, words)
            for number, report in enumerate(reports)
            for finding in (*report.findings, *report.solved)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode()


def _rule(finding: Finding, words: Words) -> dict[str, object]:
    language = words.language
    severity = finding.shape_severity or finding.severity
    comply = finding.how_to_comply.get(language, "")
    sources = [(source.title.get(language, source.iri), source.iri) for source in finding.sources]
    listed = "".join(f"\n{words('report.source')}{words('colon')} {title} {iri}" for title, iri in sources)
    links = "".join(f"\n\n{words('report.source')}{words('colon')} [{_plain(title)}]({iri})" for title, iri in sources)
    return {
        "id": finding.rule,
        "name": finding.shape.rpartition("#")[2],
        "shortDescription": {"text": finding.shape_name.get(language, "") or finding.rule},
        "fullDescription": {"text": f"{words(f'severity.{severity}')}{words('colon')} {words(f'policy.{severity}')}"},
        "help": {"text": f"{comply}{listed}", "markdown": f"{comply}{links}"},
        "helpUri": finding.sources[0].iri if finding.sources else finding.shape,
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }


def _result(finding: Finding, report: Report, number: int, places: dict[str, int], words: Words) -> dict[str, object]:
    language = words.language
    message = f"{finding.focus_label.get(language, finding.focus)}: {finding.message.get(language, '')}"
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.shape],
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [_location(finding, report, number, language)],
        "partialFingerprints": {"finding/v1": finding.fingerprint},
    }
    if finding.state:
        result["baselineState"] = _STATES[finding.state]
    if finding.waiver:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": waived(finding, words)}]
    return result


def _location(finding: Finding, report: Report, number: int, language: str) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(report), "index": number}}
    if finding.line:
        place["region"] = {"startLine": finding.line}
    names: list[dict[str, object]] = [{"fullyQualifiedName": finding.focus, "kind": "object"}]
    if finding.cell is None:
        return {"physicalLocation": place, "logicalLocations": names}
    words = words_in(language)
    told = finding.cell.told(words("report.sheet"), words("report.row"), words("report.column"))
    return {
        "message": {"text": told},
        "physicalLocation": place,
        "logicalLocations": [*names, *_cell(finding.cell)],
        "properties": asdict(finding.cell),
    }


def _cell(cell: CellPlace) -> Iterator[dict[str, object]]:
    """A cell as SARIF can name it: a region is of lines or bytes, of which a workbook has none that people know.

    `Trajecten`, `Trajecten!5:5` or `Trajecten!S5`, as spreadsheets write a reference.
    """
    sheet = "'" + cell.sheet.replace("'", "''") + "'" if _ODD.search(cell.sheet) else cell.sheet
    if cell.reference:
        yield {"name": cell.reference, "fullyQualifiedName": f"{sheet}!{cell.reference}", "kind": "cell"}
    elif cell.row:
        yield {"name": str(cell.row), "fullyQualifiedName": f"{sheet}!{cell.row}:{cell.row}", "kind": "row"}
    else:
        yield {"name": cell.sheet, "fullyQualifiedName": sheet, "kind": "sheet"}


def _uri(report: Report) -> str:
    return quote(report.name or "document")


def _plain(text: str) -> str:
    """Text that Markdown does not take for a link."""
    return text.translate({ord(mark): " " for mark in "[]()"})
