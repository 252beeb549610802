"""The command `leerweg`: commands by name, errors as one readable line, exit codes.

0: done, or it conforms. 1: it was read and does not conform. 2: it cannot be read, found or understood.
3: the store or a limit stood in the way. 130: interrupted.
"""

from __future__ import annotations

import sys

import typer

from leerweg.cli import asking, catalogue, combining, exporting, serving, storing, templates, validating
from leerweg.cli.importing import generate, imports, template
from leerweg.cli.output import console
from leerweg.errors import AmbiguousTermError, InputError, LeerwegError

__all__ = ["app", "main"]

_CANNOT_BE_READ = 2
_IN_THE_WAY = 3
_INTERRUPTED = 130

app = typer.Typer(
    name="leerweg",
    help="Which workplaces can teach which competences: the knowledge graph of dual learning.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("serve")(serving.serve)
app.command("workplaces")(asking.workplaces)
app.command("competences")(asking.competences)
app.command("coverage")(asking.coverage)
app.command("gaps")(asking.gaps)
app.command("combine")(combining.combine)
app.command("ask")(catalogue.ask)
app.command("validate")(validating.validate)
app.command("query")(storing.query)
app.add_typer(imports, name="import")
app.add_typer(exporting.exports, name="export")
app.add_typer(generate, name="generate")
template.command("trajectory")(templates.template_trajectory)
app.add_typer(template, name="template")
app.add_typer(storing.store_commands, name="store")
app.add_typer(validating.ontology_commands, name="ontology")


def main() -> None:
    """Run the command line; every error that a user can meet ends in a sentence, never in a stack trace."""
    try:
        app()
    except LeerwegError as error:
        _tell(error)
        sys.exit(_CANNOT_BE_READ if isinstance(error, InputError) else _IN_THE_WAY)
    except KeyboardInterrupt:
        console(stderr=True).print("Interrupted; the store is as it was.")
        sys.exit(_INTERRUPTED)


def _tell(error: LeerwegError) -> None:
    err = console(stderr=True)
    err.print(f"[bold red]Error:[/] {_plain(error.message)}", soft_wrap=True)
    if error.where:
        err.print(f"Where: {_plain(error.where)}", soft_wrap=True)
    if error.remedy:
        err.print(f"What to do: {_plain(error.remedy)}", soft_wrap=True)
    if isinstance(error, AmbiguousTermError):
        for iri, label in error.candidates:
            err.print(f"  {_plain(label)}  <{iri}>", soft_wrap=True)


def _plain(text: str) -> str:
    """Text that Rich must not read as markup."""
    return text.replace("[", r"\[")


if __name__ == "__main__":
    main()
