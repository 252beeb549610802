"""The reference page of the catalogue (docs/reference/catalogue.md), rendered from the headers of the `.rq` files.

`make docs` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from leerweg.linkeddata.catalogue.entries import THEMES, Entry, Parameter, Value

__all__ = ["render_catalogue"]

_INTRODUCTION = """\
# The catalogue of questions

<!-- Generated from the `.rq` files by `make docs`; do not edit. -->

Questions that partnerships and builders of software ask of the graph, each by its name: on the page `/questions`, at
[`/api/v1/questions/{name}`](http-api.md#get-apiv1questionsname), with [`leerweg ask`](cli.md#leerweg-ask), or as plain
SPARQL from the file. A parameter that is left open means *any*; `on` means today, `language` that of the reader.
A *thing* is given by its IRI, by the part of its IRI from `id/` on, or with a prefix of Leerweg (`lw:Agreement`);
one of a kind that is named also by its code or name.
"""
_TITLES = {
    "places": "Workplaces and places",
    "guidance": "Choice, guidance and application",
    "trajectory": "Trajectory and evaluation",
    "agreement": "Agreement and work component",
    "bodies": "Who may decide what",
    "rules": "Rules, numbers and advice",
}


def render_catalogue(entries: Iterable[Entry]) -> str:
    """The page as Markdown: each question by theme, with its parameters, columns and an example."""
    known = list(entries)
    lines = [_INTRODUCTION]
    for theme in THEMES:
        lines += [f"## {_TITLES[theme]}\n", *(line for one in known if one.theme == theme for line in _section(one))]
    return "\n".join(lines)


def _section(entry: Entry) -> Iterator[str]:
    note = entry.notes.get("en", "")
    yield f"### {entry.name}\n"
    yield f"{entry.summaries['en']}{f' {note[0].upper()}{note[1:]}.' if note else ''}\n"
    if entry.parameters:
        yield "| Parameter | Meaning | Takes | Example |\n| --- | --- | --- | --- |"
        yield from (_row(parameter) for parameter in entry.parameters)
        yield ""
    yield f"Columns: {', '.join(f'`{column}`' for column in entry.columns)}.\n"
    rows = ", ".join(entry.sources)
    query = urlencode({parameter.name: parameter.short_example for parameter in entry.parameters}, safe="/:")
    yield f"For [{rows}](concept-note.md). Example: `/api/v1/questions/{entry.name}{'?' if query else ''}{query}`\n"


def _row(parameter: Parameter) -> str:
    kinds = {
        Value.DATE: "a day",
        Value.CHOICE: " or ".join(f"`{choice}`" for choice in parameter.choices),
        Value.THING: f"a thing: {parameter.things}" if parameter.things else "a thing",
    }
    takes = kinds[parameter.takes] + ("; needed" if parameter.needed else "")
    return f"| `{parameter.name}` | {parameter.meanings['en']} | {takes} | `{parameter.short_example}` |"
