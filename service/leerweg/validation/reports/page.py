"""A report as a page: to read on a screen of any width, by keyboard, without script; and to print as a dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from leerweg.validation.report import Finding, Report
from leerweg.validation.reports.outline import (
    SEVERITIES,
    causes_of,
    cells_of,
    place_of,
    repairs_of,
    trajectories_of,
    unread_of,
    verdict_of,
)
from leerweg.validation.reports.patch import patch_address
from leerweg.validation.reports.text import waived
from leerweg.validation.wording import about_profile, words_in

__all__ = ["POLICY", "Link", "render_body", "render_page", "write_page"]

Link = Callable[[str], str]
"""From the IRI of a thing or source to the address of a page about it; empty when it may not be linked to."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The content security policy of the page that stands alone: it runs nothing and fetches nothing."""

_TEMPLATES = Path(__file__).parent / "templates"


def render_body(
    report: Report, language: str, link: Link | None = None, *, level: int = 2, prefix: str = "", mending: str = ""
) -> Markup:
    """The report as a piece of HTML whose first heading is of this level (1 to 3), to stand in another page.

    `prefix` begins each address within it, where several stand in one page. `mending` is the id of a form of that page
    that answers with the workbook when a button `repair` with the name of a repair sends it; without it, no buttons.
    """
    told = {
        **_told([report], language),
        "report": report,
        "link": link or _address,
        "level": level,
        "prefix": prefix,
        "mending": mending,
    }
    return Markup(_environment().get_template("body.html").render(told))  # noqa: S704  # the template escapes


def render_page(reports: Sequence[Report], language: str) -> str:
    """The reports as one page that stands alone, with its own style, for a screen and for paper."""
    return (
        _environment()
        .get_template("page.html")
        .render(
            **_told(reports, language),
            reports=reports,
            bodies=[
                render_body(
                    report, language, level=1 if len(reports) == 1 else 2, prefix="" if number == 1 else f"d{number}-"
                )
                for number, report in enumerate(reports, 1)
            ],
            policy=POLICY,
            style=Markup((_TEMPLATES / "page.css").read_text(encoding="utf-8")),  # noqa: S704  # our own file
        )
    )


def write_page(reports: Sequence[Report], language: str) -> bytes:
    """The page as UTF-8."""
    return render_page(reports, language).encode()


def _told(reports: Sequence[Report], language: str) -> dict[str, object]:
    findings = [finding for report in reports for finding in (*report.findings, *report.others, *report.solved)]
    return {
        "words": words_in(language),
        "language": language,
        "severities": SEVERITIES,
        "anchors": _anchors(findings),
        "causes_of": causes_of,
        "trajectories_of": trajectories_of,
        "place_of": place_of,
        "repairs_of": repairs_of,
        "cells_of": cells_of,
        "verdict_of": verdict_of,
        "waived": waived,
        "about_profile": about_profile,
        "unread_of": unread_of,
        "patch_address": patch_address,
    }


def _anchors(findings: Iterable[Finding]) -> Mapping[int, str]:
    """What the address of each finding (by its identity) ends in: the same in every report that has the finding."""
    used: Counter[str] = Counter()
    anchors: dict[int, str] = {}
    for finding in findings:
        name = f"f-{finding.fingerprint[:12]}"
        used[name] += 1
        anchors[id(finding)] = name if used[name] == 1 else f"{name}-{used[name]}"
    return anchors


def _address(iri: str) -> str:
    return iri if iri.startswith(("http://", "https://")) else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["id"] = id
    return environment
