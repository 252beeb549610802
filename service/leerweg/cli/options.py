"""The options that commands share, each said once."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leerweg.bootstrap import Service, assemble, read_settings
from leerweg.errors import MalformedInputError
from leerweg.model.answers import Basis

__all__ = [
    "BaseOption",
    "BasisOption",
    "DateOption",
    "Files",
    "Form",
    "FormOption",
    "Lang",
    "LangOption",
    "RegionOption",
    "SizeOption",
    "StoreOption",
    "day",
    "service",
]


class Form(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TURTLE = "turtle"


class Lang(StrEnum):
    """The language of names and messages."""

    NL = "nl"
    EN = "en"
    FR = "fr"


StoreOption = Annotated[
    str | None,
    typer.Option("--store", help="Folder of an embedded store, or address of a SPARQL endpoint [LEERWEG_STORE]."),
]
BaseOption = Annotated[str | None, typer.Option("--base", help="Base of all data IRIs, ends in '/' [LEERWEG_BASE].")]
FormOption = Annotated[Form, typer.Option("--format", help="How the answer is written.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of names and messages.")]
RegionOption = Annotated[
    str | None, typer.Option("--region", help="A region: name, NUTS or NIS code, or IRI; the whole country without it.")
]
DateOption = Annotated[str | None, typer.Option("--on", help="The date asked about, as 2026-09-15; today without it.")]
BasisOption = Annotated[Basis, typer.Option("--basis", help="How much must be known.")]
SizeOption = Annotated[int, typer.Option("--limit", min=1, max=100_000, help="Most rows to show.")]
Files = Annotated[list[Path], typer.Argument(help="Files to read.", exists=True, readable=True)]


def day(text: str | None, option: str = "--on") -> date:
    """The date meant; today for None. Raises MalformedInputError for a date that cannot be, naming the option."""
    if text is None:
        return date.today()  # noqa: DTZ011  (recognitions run by the calendar of the user's own place)
    try:
        # fromisoformat also takes other ways to write a date; one way is easier to read back.
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a calendar day has no zone
    except ValueError as impossible:
        raise MalformedInputError(
            f"'{text}' is no date: {impossible}.", where=option, remedy="Write year-month-day, such as 2026-09-15."
        ) from impossible


def service(store: str | None = None, base: str | None = None, **changed: object) -> Service:
    """The service for these options; an option that is None leaves the setting as it is."""
    given = {"store": store, "base": base, **changed}
    return assemble(
        read_settings({name: value for name, value in given.items() if value is not None}), program="leerweg.cli.app"
    )
