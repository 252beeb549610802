"""A report as lines of text, for a terminal or a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from leerweg.validation.report import Finding, Report
from leerweg.validation.reports.outline import (
    SEVERITIES,
    Cause,
    Place,
    causes_of,
    cells_of,
    place_of,
    repairs_of,
    unread_of,
    verdict_of,
)
from leerweg.validation.wording import Words, about_profile, words_in

__all__ = ["render_text", "waived", "write_text"]


def write_text(reports: Sequence[Report], language: str) -> bytes:
    """The reports below each other, as UTF-8."""
    return "\n".join(render_text(report, language) for report in reports).encode()


def render_text(report: Report, language: str = "en", *, width: int = 100) -> str:
    """The report as lines of at most about `width` characters: verdict, causes, what changed, what the words mean.

    `language` is `nl`, `fr` or `en`; raises ValueError for another.
    """
    return "\n".join(_lines(report, words_in(language), width)) + "\n"


def _lines(report: Report, words: Words, width: int) -> Iterator[str]:
    yield f"{verdict_of(report, words.language)}{_counts(report, words)}."
    if report.profile_name:
        about = about_profile(report.profile, words.language)
        judged = words("report.judged", day=words.day(report.on), profile=report.profile_name[words.language])
        yield from _wrap(f"{judged} {about}", width, "", "")
    if unread := unread_of(report):
        yield from _wrap(words("report.cells", rules=", ".join(unread)), width, "", "")
    if report.compared:
        yield _compared(report, words)
    yield from _causes(report.findings, words, width)
    if report.omitted:
        yield from ("", words("report.omitted", count=report.omitted))
    if report.solved:
        yield from ("", f"{words('compared.solved')}{words('colon')}")
        for finding in report.solved:
            yield from _wrap(_short(finding, words), width, "  - ", "    ")
    if report.others:
        yield from ("", f"{words('report.others')}. {words('report.others_hint')}")
        yield from _causes(report.others, words, width)
    severities = [severity for severity in SEVERITIES if report.count(severity)]
    yield from ([""] if severities else [])
    for severity in severities:
        yield f"{words(f'severity.{severity}')}{words('colon')} {words(f'policy.{severity}')}"


def _counts(report: Report, words: Words) -> str:
    counts = [
        f"{words(f'severity.{severity}')}{words('colon')} {report.count(severity)}"
        for severity in SEVERITIES
        if report.count(severity)
    ]
    return f" ({', '.join(counts)})" if counts else f"{words('colon')} {words('report.nothing')}"


def _compared(report: Report, words: Words) -> str:
    states = [finding.state for finding in report.findings]
    counts = {"new": states.count("new"), "open": states.count("open"), "solved": len(report.solved)}
    return f"{words('compared.title')}{words('colon')} {words('compared.summary', **counts)}"


def _causes(findings: Iterable[Finding], words: Words, width: int) -> Iterator[str]:
    for cause in causes_of(findings):
        yield ""
        yield from _cause(cause, words, width)


def _cause(cause: Cause, words: Words, width: int) -> Iterator[str]:
    first, language = cause.first, words.language
    yield f"{first.rule} {first.shape_name[language]} [{words(f'severity.{cause.severity}')}]"
    for place in cause.places:
        yield from _place(place, words, width)
    yield from _wrap(f"{words('report.comply')}{words('colon')} {first.how_to_comply[language]}", width, "  ", "    ")
    for source in first.sources:
        title = source.title[language]
        yield f"  {words('report.source')}{words('colon')} {title}"
        if title != source.iri:
            yield f"    {source.iri}"


def _place(place: Place, words: Words, width: int) -> Iterator[str]:
    language = words.language
    indent = "  "
    if place.trajectory and any(thing[0].focus != place.trajectory for thing in place.things):
        yield f"  {words('report.trajectory')}{words('colon')} {place.label[language]}"
        indent = "    "
    for thing in place.things:
        where = place_of(thing[0], language)
        yield f"{indent}{thing[0].focus_label[language]}{f' ({where})' if where else ''}"
        told: set[str] = set()
        for finding in thing:
            lines = list(_finding(finding, words, width, indent))
            if lines[0] not in told or len(lines) > 1:
                yield from lines
            told.add(lines[0])


def _finding(finding: Finding, words: Words, width: int, indent: str) -> Iterator[str]:
    language = words.language
    state = f"[{words(f'state.{finding.state}')}] " if finding.state else ""
    yield from _wrap(f"{state}{finding.message[language]}", width, f"{indent}  - ", f"{indent}    ")
    if finding.expected:
        found = finding.found.get(language, "")
        said = f"{words('report.found')}{words('colon')} {found}. " if found else ""
        told = f"{said}{words('report.expected')}{words('colon')} {finding.expected[language]}."
        yield from _wrap(told, width, f"{indent}    ", f"{indent}    ")
    for detail in finding.details:
        about = ", ".join(part for part in (detail.focus_label[language], detail.path_label.get(language, "")) if part)
        expected = detail.expected.get(language, "") or detail.component.rpartition("#")[2]
        yield from _wrap(
            f"{words('report.also')}{words('colon')} {about}: {expected}", width, f"{indent}    ", f"{indent}      "
        )
    for name, repair in repairs_of(finding):
        told = f"{words('report.repair')} ({name}){words('colon')} {repair.text[language]}"
        yield from _wrap(told, width, f"{indent}    ", f"{indent}      ")
        for row in cells_of(repair, language):
            yield from _wrap(row, width, f"{indent}      ", f"{indent}        ")
    if finding.waiver:
        yield from _wrap(waived(finding, words), width, f"{indent}    ", f"{indent}    ")


def waived(finding: Finding, words: Words) -> str:
    """Who granted a derogation, until when and why; empty for a finding without one."""
    waiver = finding.waiver
    if waiver is None:
        return ""
    by, reason = waiver.granted_by[words.language], waiver.reason[words.language].rstrip(".")
    return f"{words('report.waived', by=by, until=words.day(waiver.until), reason=reason)}."


def _short(finding: Finding, words: Words) -> str:
    language = words.language
    about = finding.focus_label.get(language, finding.focus)
    return f"{finding.rule} {about}: {finding.message.get(language, '')}"


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
