"""A report as JSON: the members are a contract, numbered by `version` and described in docs/reference/report.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from leerweg.validation.report import Finding, Report
from leerweg.validation.reports.outline import SEVERITIES

__all__ = ["VERSION", "as_object", "write_json"]

VERSION = "1.1"
"""Raised in its first part when a member is renamed or removed, in its second when one is added."""

_COUNTS = dict(zip(("violations", "warnings", "infos"), SEVERITIES, strict=True))


def write_json(reports: Sequence[Report], _language: str = "") -> bytes:
    """One report as one object; several as `{"version", "conforms", "reports": […]}`."""
    if len(reports) == 1:
        content = as_object(reports[0])
    else:
        content = {
            "version": VERSION,
            "conforms": all(report.conforms for report in reports),
            "reports": [as_object(report) for report in reports],
        }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def as_object(report: Report) -> dict[str, object]:
    """The report as what `json.dumps` takes, with camelCase members."""
    return {
        "version": VERSION,
        "name": report.name,
        "profile": report.profile,
        "on": report.on,
        "conforms": report.conforms,
        **{member: report.count(severity) for member, severity in _COUNTS.items()},
        "omitted": report.omitted,
        "findings": [_finding(finding) for finding in report.findings],
        "others": [_finding(finding) for finding in report.others],
        "compared": report.compared,
        "solved": [_finding(finding) for finding in report.solved],
    }


def _finding(finding: Finding) -> object:
    return _camel(asdict(finding))


def _camel(value: object) -> object:
    """Members in camelCase; texts per language keep their language codes."""
    if isinstance(value, dict):
        return {_member(str(key)): _camel(item) for key, item in value.items()}
    return [_camel(item) for item in value] if isinstance(value, list | tuple) else value


def _member(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)
