"""A verdict as a small picture, for the page of a trajectory elsewhere."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from leerweg.validation.report import Report
from leerweg.validation.wording import words_in

__all__ = ["Verdict", "render_badge", "verdict_in_short"]

_TEMPLATES = Path(__file__).parent / "templates"
# White on each of these has a contrast of 7 to 1 or better.
_COLOURS = {"conforms": "#0b5a54", "warnings": "#7a4d00", "fails": "#9b1c1c"}
_PADDING, _CHARACTER = 16, 7.4  # pixels


class Verdict(StrEnum):
    """What a badge can say."""

    CONFORMS = "conforms"
    WARNINGS = "warnings"
    FAILS = "fails"


def verdict_in_short(report: Report) -> Verdict:
    """`fails` when something blocks, `warnings` when something asks for a decision, else `conforms`."""
    if not report.conforms:
        return Verdict.FAILS
    return Verdict.WARNINGS if report.count("Warning") else Verdict.CONFORMS


def render_badge(verdict: Verdict, name: str, language: str) -> str:
    """The badge as SVG; `name` is what the thing is called, in its title. Raises ValueError for an unknown language."""
    words = words_in(language)
    subject, told = words("badge.subject"), words(f"badge.{verdict}")
    return (
        _environment()
        .get_template("badge.svg")
        .render(
            language=language,
            left=_width(subject),
            right=_width(told),
            subject=subject,
            verdict=told,
            title=words("badge.title", name=name, verdict=told),
            colour=_COLOURS[verdict],
        )
    )


def _width(text: str) -> int:
    return round(_PADDING + _CHARACTER * len(text))


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
