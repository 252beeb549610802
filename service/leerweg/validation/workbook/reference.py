"""The reference page of the workbook (docs/reference/trajectory-template.md), rendered from its form.

`python -m leerweg.validation.workbook.reference > docs/reference/trajectory-template.md` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from leerweg.validation.workbook.choices import choices_of
from leerweg.validation.workbook.columns import kind_of
from leerweg.validation.workbook.form import Column, Sheet, load_form
from leerweg.validation.workbook.words import workbook_words

__all__ = ["render_trajectory_template"]

_HEAD = """\
# The workbook for trajectories

<!-- Generated from shapes/forms/ by `python -m leerweg.validation.workbook.reference`; do not edit. -->

The workbook that `leerweg template trajectory` writes. Each sheet below is one `sh:NodeShape` of
`shapes/forms/trajectory.ttl`, each column one of its properties. How to fill it in:
[describe a trajectory in a spreadsheet](../how-to/describe-a-trajectory.md).

● is required, ○ is needed before the dossier is signed. Columns marked + may hold several values, one per line.
"""
_KINDS = workbook_words("en")["kinds"]


def render_trajectory_template() -> str:
    """The page as Markdown: a table per sheet, with meaning in English, Dutch and French."""
    return "\n".join((_HEAD, *(line for sheet in load_form().sheets for line in _sheet(sheet)))).rstrip() + "\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"## {sheet.names['en']}"
    yield ""
    yield sheet.about["en"]
    yield ""
    yield f"- nl: **{sheet.names['nl']}**. {sheet.about['nl']}"
    yield f"- fr: **{sheet.names['fr']}**. {sheet.about['fr']}"
    yield f"- class: `{_short(sheet.target.value)}`; identifier: `<base>id/{sheet.key_type}/<key>`"
    if sheet.key_from:
        parts = ", ".join(f"*{column.names['en']}*" for column in sheet.key_from)
        yield f"- without a key of its own, a row is known by {parts}"
    yield ""
    yield "| column | | how it is written | meaning | kolom en betekenis | colonne et signification | states |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for column in sheet.columns:
        told = (
            f"{column.names['en']}",
            f"{'●' if column.required else '○' if column.awaited else ''}{'' if column.single else ' +'}".strip(),
            _form(column),
            column.descriptions["en"],
            *(f"**{column.names[language]}**: {column.descriptions[language]}" for language in ("nl", "fr")),
            f"`{_property(column)}`",
        )
        yield f"| {' | '.join(told)} |"
    yield ""


def _form(column: Column) -> str:
    choices = ", ".join(f"{choice.names['en']} (`{choice.code}`)" for choice in choices_of(column))
    return f"{_KINDS[kind_of(column)]}: {choices}" if choices else str(_KINDS[kind_of(column)])


def _property(column: Column) -> str:
    language = f" @{column.language}" if column.language else ""
    return f"{'^' if column.inverse else ''}{_short(column.path.value)}{language}"


def _short(iri: str) -> str:
    """The last part of an IRI: the name of a property or class."""
    return iri.replace("#", "/").rpartition("/")[2]


if __name__ == "__main__":
    sys.stdout.write(render_trajectory_template())
