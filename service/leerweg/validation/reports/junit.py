"""A report as JUnit XML, which build servers count: a suite for each document, a case for each rule of the profile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from leerweg.validation.report import Finding, Report
from leerweg.validation.reports.outline import place_of
from leerweg.validation.reports.text import waived
from leerweg.validation.shapes import Shape, load_shapes
from leerweg.validation.wording import Words, words_in

__all__ = ["write_junit"]

# What XML 1.0 cannot hold, however it is escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(reports: Sequence[Report], language: str) -> bytes:
    """One `testsuite` per document. A rule that blocks fails; one that only asks or advises is skipped, with why."""
    words = words_in(language)
    root = Element("testsuites", name="leerweg validate")
    for report in reports:
        _suite(root, report, words)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _suite(root: Element, report: Report, words: Words) -> None:
    rules = list(load_shapes(report.profile).shapes.values())
    found = {rule.iri: [finding for finding in report.findings if finding.shape == rule.iri] for rule in rules}
    failing = sum(any(one.severity == "Violation" for one in findings) for findings in found.values())
    skipped = sum(bool(findings) for findings in found.values()) - failing
    suite = SubElement(
        root,
        "testsuite",
        name=_text(report.name or words("report.document")),
        tests=str(len(rules)),
        failures=str(failing),
        errors="0",
        skipped=str(skipped),
    )
    for rule in rules:
        _case(suite, rule, found[rule.iri], words)


def _case(suite: Element, rule: Shape, findings: list[Finding], words: Words) -> None:
    language = words.language
    name = f"{rule.rule} {rule.name[language]}"
    case = SubElement(suite, "testcase", classname=_text(rule.group_name[language]), name=_text(name))
    blocking = [finding for finding in findings if finding.severity == "Violation"]
    asking = [finding for finding in findings if finding.severity != "Violation"]
    if blocking:
        failure = SubElement(case, "failure", type=rule.rule, message=_text(rule.name[language]))
        failure.text = _told(blocking, words)
    elif asking:
        reason = words(f"policy.{asking[0].severity}")
        SubElement(
            case, "skipped", message=_text(f"{words(f'severity.{asking[0].severity}')}{words('colon')} {reason}")
        )
    if asking:
        SubElement(case, "system-out").text = _told(asking, words)


def _told(findings: list[Finding], words: Words) -> str:
    language = words.language
    lines = []
    for finding in findings:
        where = place_of(finding, language)
        about = finding.focus_label[language] + (f" ({where})" if where else "")
        lines += [f"{about}: {finding.message[language]}"]
        lines += [waived(finding, words)] if finding.waiver else []
    lines += [f"{words('report.comply')}{words('colon')} {findings[0].how_to_comply[language]}"]
    lines += [
        f"{words('report.source')}{words('colon')} {source.title[language]} <{source.iri}>"
        for source in findings[0].sources
    ]
    return _text("\n".join(lines))


def _text(text: str) -> str:
    return _UNWRITABLE.sub(" ", text)
