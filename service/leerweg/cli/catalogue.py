"""`leerweg ask`: the catalogue of questions on the command line, and each of its questions by name."""

from __future__ import annotations

from typing import Annotated

import typer
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from leerweg.bootstrap import Service, answer_query
from leerweg.cli.options import BaseOption, Form, FormOption, Lang, LangOption, StoreOption, day, service
from leerweg.cli.output import name, write_bytes, write_csv, write_json, write_table
from leerweg.coverage.naming import Names
from leerweg.errors import MalformedInputError, UnsupportedFormatError
from leerweg.linkeddata.catalogue import Entry
from leerweg.linkeddata.catalogue.entries import column_names
from leerweg.web.proof_views import last_part

__all__ = ["ask"]

_MEDIA_TYPES = {
    Form.TABLE: "application/sparql-results+json",
    Form.JSON: "application/sparql-results+json",
    Form.CSV: "text/csv",
}


def ask(
    question: Annotated[str, typer.Argument(help="The name of a question; without it, all are listed.")] = "",
    param: Annotated[
        list[str] | None, typer.Option("--param", help="A parameter, as name=value; give it again for another.")
    ] = None,
    form: FormOption = Form.TABLE,
    lang: LangOption = Lang.NL,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Ask a question of the catalogue by its name; a parameter that is not given means any, `on` means today."""
    if form is Form.TURTLE:
        raise UnsupportedFormatError(
            "The answer to a question is a table, not a graph.", where="--format", remedy="Take table, json or csv."
        )
    rooms = service(store, base)
    if not question:
        _list(rooms, form, lang)
        return
    entry = rooms.catalogue.entry(question)
    given = [_parameter(text) for text in param or ()]
    query = rooms.catalogue.query(entry, given, today=day(None), language=lang.value)
    answer = answer_query(rooms, query, [_MEDIA_TYPES[form]])
    if form is Form.TABLE:
        _write(rooms, entry, answer, lang)
    else:
        write_bytes(answer)


def _parameter(text: str) -> tuple[str, str]:
    before, sign, after = text.partition("=")
    if not sign:
        raise MalformedInputError(
            f"'{text[:200]}' is no parameter.", where="--param", remedy="Write it as name=value, such as on=2026-09-15."
        )
    return before.strip(), after


def _list(rooms: Service, form: Form, lang: Lang) -> None:
    entries = rooms.catalogue.entries
    rows = [(one.name, one.summaries[lang.value], " ".join(_asked(one)), " ".join(one.sources)) for one in entries]
    columns = ("question", "what it asks", "parameters", "note")
    if form is Form.JSON:
        write_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form is Form.CSV:
        write_csv(columns, rows)
    else:
        write_table("Questions", columns, rows, f"{len(rows)} questions. Ask one: leerweg ask NAME --param name=value")


def _asked(entry: Entry) -> list[str]:
    return [f"{parameter.name}={parameter.short_example}" for parameter in entry.parameters]


def _write(rooms: Service, entry: Entry, answer: bytes, lang: Lang) -> None:
    """The answer as a table: things by name, columns in the language asked for."""
    results = parse_query_results(answer, QueryResultsFormat.JSON)
    assert isinstance(results, QuerySolutions), "every question of the catalogue is a SELECT"
    columns = [column_names()[variable.value][lang.value] for variable in results.variables]
    found = [list(solution) for solution in results]
    iris = (term.value for row in found for term in row if isinstance(term, NamedNode))
    with rooms.store.reader() as reader:
        names = Names(reader, iris, lang.value)

    def cell(term: object) -> str:
        if not isinstance(term, NamedNode):
            return str(getattr(term, "value", "") or "")
        reference = names.of(term.value)
        return name(reference) if reference.label or reference.code else last_part(term.value)

    rows = [[cell(term) for term in row] for row in found]
    write_table(entry.summaries[lang.value], columns, rows, f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}.")
