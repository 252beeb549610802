"""What the documentation prints, made by the programs themselves: generated pages, and answers of commands.

After a line `<!-- answer: leerweg … -->` stands a block with that command and the answer that it gives on the example
region. `make docs` runs this module, which writes all of it anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from leerweg import assets
from leerweg.bootstrap import assemble, load_example, load_ontology
from leerweg.cli.reference import render_commands, render_settings
from leerweg.coverage.asking import catalogue as main_questions
from leerweg.coverage.questions_reference import render_questions
from leerweg.linkeddata.catalogue import own_questions, read_entries
from leerweg.linkeddata.catalogue.reference import render_catalogue
from leerweg.settings import Settings
from leerweg.sources.register.reference import template_reference
from leerweg.validation.ontology.concept_note import render_concept_note, shipped_rows
from leerweg.validation.ontology.diagrams import module_names, render_module
from leerweg.validation.ontology.reference import render_reference
from leerweg.validation.shapes_reference import render_shapes_reference
from leerweg.validation.workbook.reference import render_trajectory_template

ROOT = Path(__file__).parents[2]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
GENERATED: dict[str, Callable[[], str]] = {
    "docs/reference/cli.md": render_commands,
    "docs/reference/settings.md": render_settings,
    "docs/reference/ontology.md": partial(render_reference, assets.ontology()),
    "docs/reference/concept-note.md": lambda: render_concept_note(shipped_rows()),
    "docs/reference/questions.md": render_questions,
    "docs/reference/catalogue.md": lambda: render_catalogue(read_entries([*own_questions(), *main_questions()])),
    "docs/reference/register-template.md": template_reference,
    "docs/reference/shapes.md": render_shapes_reference,
    "docs/reference/trajectory-template.md": render_trajectory_template,
    **{
        f"docs/reference/ontology/{name}.md": partial(render_module, assets.ontology(), name)
        for name in module_names(assets.ontology())
    },
}
ANSWER = re.compile(
    r"(?P<mark><!-- answer: (?P<command>leerweg [^\n]+) -->\n)```console\n(?P<printed>.*?)```\n", re.DOTALL
)
# The width of a page that is read in a browser.
_WIDTH = "110"


def make_example(store: Path) -> None:
    """Fill an empty store with the ontology and the example region."""
    service = assemble(Settings(store=str(store)))
    load_ontology(service)
    load_example(service)
    service.labels.refresh()


def answer(command: str, store: Path, folder: Path) -> str:
    """The command as it is typed, and what the real program prints for it, without blanks at the end of lines."""
    run = subprocess.run(
        [sys.executable, "-m", "leerweg.cli.app", *shlex.split(command)[1:]],
        cwd=folder,
        env={**os.environ, "LEERWEG_STORE": str(store), "NO_COLOR": "1", "COLUMNS": _WIDTH},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    printed = "".join(f"{line.rstrip()}\n" for line in run.stdout.splitlines())
    return f"$ {command}\n{printed}"


def write() -> None:
    """Write every generated page and every printed answer anew."""
    for page, render in GENERATED.items():
        (ROOT / page).write_text(render(), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="leerweg-docs-") as folder:
        store = Path(folder) / "store"
        make_example(store)
        for page in PAGES:
            text = page.read_text(encoding="utf-8")

            def again(found: re.Match[str]) -> str:
                return f"{found['mark']}```console\n{answer(found['command'], store, Path(folder))}```\n"

            written = ANSWER.sub(again, text)
            if written != text:
                page.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    write()
