"""The reference pages of the command line and of the settings, rendered from the commands and the settings themselves.

`make docs` writes them; `python -m leerweg.cli.reference commands` (or `settings`) prints one.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import typer
from pydantic import SecretStr
from typer.models import ArgumentInfo, OptionInfo

from leerweg.cli.app import app
from leerweg.cli.serving import serve
from leerweg.settings import Settings

__all__ = ["commands", "option_names", "render_commands", "render_settings"]

_COMMANDS_HEAD = """\
# The command line

<!-- Generated from the commands by `make docs`; do not edit. -->

`leerweg COMMAND --help` says the same on the terminal. Options that name a setting go before the environment; see
[the settings](settings.md).

| exit code | when |
| --- | --- |
| 0 | done, or it conforms |
| 1 | it was read and does not conform |
| 2 | it cannot be read, found or understood |
| 3 | the store or a limit stood in the way |
| 130 | interrupted |

Answers go to standard output, errors and progress to standard error. An error is a sentence: what, where, and what to
do. On a terminal a table is as wide as the terminal; in a file or a pipe it is 250 columns wide, or `COLUMNS`.
"""
_SETTINGS_HEAD = """\
# The settings

<!-- Generated from the settings by `make docs`; do not edit. -->

Each setting has a default and is changed by an environment variable; some have an option on the command line too,
which goes before the variable. A value that cannot be is refused at the start, with the name of the setting.

| setting | environment variable | option | value | default | meaning |
| --- | --- | --- | --- | --- | --- |
"""
_VALUES: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    Path: "path",
    list[Path]: "paths",
    list[str]: "texts",
    SecretStr: "secret",
}
_SEVERAL = (list[Path], list[str])


def render_commands() -> str:
    """The page of the commands as Markdown: each with its usage, options, defaults and help."""
    sections = (_command(name, callback) for name, callback in commands(app, "leerweg"))
    return "\n".join((_COMMANDS_HEAD, *sections))


def render_settings() -> str:
    """The page of the settings as Markdown: a row for each."""
    return _SETTINGS_HEAD + "".join(_settings_rows())


def commands(group: typer.Typer, path: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every command below a group, as it is typed, with the function that runs."""
    for command in group.registered_commands:
        assert command.name is not None, "each command is registered by name"
        assert command.callback is not None, "each command is registered with its function"
        yield f"{path} {command.name}", command.callback
    for inner in group.registered_groups:
        assert inner.typer_instance is not None, "each group is registered with its commands"
        yield from commands(inner.typer_instance, f"{path} {inner.name}")


def option_names(parameter: inspect.Parameter) -> list[str]:
    """The names by which an option of a command is given, the main one first; none for an argument."""
    _, declared = _declared(parameter)
    if isinstance(declared, ArgumentInfo):
        return []
    # Inside `Annotated` Typer takes the first name of an option where a default would stand.
    names = [name for name in (declared.default, *(declared.param_decls or ())) if isinstance(name, str)]
    return names or [f"--{parameter.name.replace('_', '-')}"]


def _command(name: str, callback: Callable[..., Any]) -> str:
    parameters = list(inspect.signature(callback, eval_str=True).parameters.values())
    arguments = [_placeholder(one) for one in parameters if isinstance(_declared(one)[1], ArgumentInfo)]
    usage = " ".join((name, *arguments, "[OPTIONS]"))
    lines = [f"## {name}", "", inspect.getdoc(callback) or "", "", f"    {usage}", ""]
    lines += ["| | value | default | meaning |", "| --- | --- | --- | --- |"]
    lines += [_parameter(one) for one in parameters]
    return "\n".join(lines) + "\n"


def _parameter(parameter: inspect.Parameter) -> str:
    kind, declared = _declared(parameter)
    named = _placeholder(parameter) if isinstance(declared, ArgumentInfo) else option_names(parameter)[0]
    value = "" if kind is bool else _value(kind, declared)
    return f"| `{named}` | {value} | {_default(parameter.default)} | {declared.help or ''} |"


def _declared(parameter: inspect.Parameter) -> tuple[Any, OptionInfo | ArgumentInfo]:
    """The type of a parameter and what is declared of it: `Annotated[type, Option(…)]`."""
    kind, declared = get_args(parameter.annotation)
    assert isinstance(declared, OptionInfo | ArgumentInfo), f"{parameter.name} is declared as option or argument"
    return kind, declared


def _placeholder(parameter: inspect.Parameter) -> str:
    return parameter.name.upper() + ("…" if _declared(parameter)[0] in _SEVERAL else "")


def _value(kind: Any, declared: OptionInfo | ArgumentInfo) -> str:
    plain = next((one for one in get_args(kind) if one is not type(None)), kind) if kind not in _SEVERAL else kind
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return ", ".join(f"`{member.value}`" for member in plain)
    bounds = [f"from {declared.min}"] if declared.min is not None else []
    bounds += [f"to {declared.max}"] if declared.max is not None else []
    return " ".join((_VALUES[plain], *bounds))


def _default(default: object) -> str:
    if default is inspect.Parameter.empty:
        return "required"
    if default is None or default is False or default == "":
        return ""
    return f"`{default.get_secret_value() if isinstance(default, SecretStr) else default}`"


def _settings_rows() -> Iterator[str]:
    options = {one.name: option_names(one)[0] for one in inspect.signature(serve, eval_str=True).parameters.values()}
    for name, field in Settings.model_fields.items():
        option = f"`{options[name]}`" if name in options else ""
        default = "" if field.annotation is SecretStr else _default(field.default)
        kind = _VALUES[field.annotation or str]
        yield f"| `{name}` | `LEERWEG_{name.upper()}` | {option} | {kind} | {default} | {field.description} |\n"


if __name__ == "__main__":
    sys.stdout.write({"commands": render_commands, "settings": render_settings}[sys.argv[1]]())
