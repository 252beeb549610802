"""A report in the language of the Interoperability Test Bed (GITB TRL): a test assertion report, as XML or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from leerweg.validation.report import Finding, Report
from leerweg.validation.reports.outline import place_of
from leerweg.validation.wording import words_in

__all__ = ["write_test_bed_json", "write_test_bed_xml"]

_NAME = "SHACL Validation"
_NAMESPACE = "http://www.gitb.com/tr/v1/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_KINDS = {"Violation": "error", "Warning": "warning", "Info": "info"}
# What XML 1.0 cannot hold, however it is escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_test_bed_xml(report: Report, language: str = "en") -> bytes:
    """The report as a `TestStepReport` of type TAR; `language` is `nl`, `fr` or `en`.

    As the test bed's own SHACL validator has it, `nrOfAssertions` counts what is neither error nor warning.
    """
    root = Element("TestStepReport", {"xmlns": _NAMESPACE, "xmlns:xsi": _INSTANCE, "xsi:type": "TAR", "name": _NAME})
    SubElement(root, "date").text = _now()
    SubElement(root, "result").text = _result(report)
    overview = SubElement(root, "overview")
    for name, text in _overview(report, language).items():
        SubElement(overview, name).text = _text(text)
    counters = SubElement(root, "counters")
    for name, number in _counters(report).items():
        SubElement(counters, name).text = str(number)
    if report.findings:  # a list of reports holds at least one
        reports = SubElement(root, "reports")
        for kind, item in _items(report, language):
            element = SubElement(reports, kind, {"xsi:type": "BAR"})
            for name, text in item.items():
                SubElement(element, name).text = _text(text)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def write_test_bed_json(report: Report, language: str = "en") -> bytes:
    """The same as JSON, with the members that the test bed gives it."""
    items = list(_items(report, language))
    content = {
        "date": _now(),
        "result": _result(report),
        "overview": _overview(report, language),
        "counters": _counters(report),
        "reports": {kind: [item for other, item in items if other == kind] for kind in ("error", "warning", "info")},
        "name": _NAME,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _result(report: Report) -> str:
    return "SUCCESS" if report.conforms else "FAILURE"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _overview(report: Report, language: str) -> dict[str, str]:
    return {
        "profileID": report.profile,
        "customizationID": report.profile_name.get(language, report.profile),
        "validationServiceName": "Leerweg",
        "validationServiceVersion": version("leerweg"),
    }


def _counters(report: Report) -> dict[str, int]:
    return {
        "nrOfAssertions": report.count("Info"),
        "nrOfErrors": report.count("Violation"),
        "nrOfWarnings": report.count("Warning"),
    }


def _items(report: Report, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each finding, with what kind of report item it is; what blocks first."""
    order = list(_KINDS)
    for finding in sorted(report.findings, key=lambda one: order.index(one.severity)):
        yield _KINDS[finding.severity], _item(finding, language)


def _item(finding: Finding, language: str) -> dict[str, str]:
    place = place_of(finding, language)
    where = [f"[Focus node] - [{finding.focus}]", f"[Result path] - [{finding.path}]" if finding.path else "", place]
    what = [f"[Shape] - [{finding.shape}]", f"[Value] - [{finding.value}]" if finding.value else ""]
    comply = f"{words_in(language)('report.comply')}{words_in(language)('colon')} {finding.how_to_comply[language]}"
    about = finding.focus_label.get(language, finding.focus)
    item = {
        "assertionID": finding.rule,
        "description": f"{about}: {finding.message.get(language, '')} {comply}",
        "location": " - ".join(filter(None, where)),
        "test": " - ".join(filter(None, what)),
        "type": finding.shape_name.get(language, finding.rule),
    }
    return {**item, "value": finding.value} if finding.value else item


def _text(text: str) -> str:
    return _UNWRITABLE.sub(" ", text)
