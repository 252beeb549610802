"""The picture is the contract: what the folders promise, the code keeps."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "service" / "leerweg"
MODULES = sorted(PACKAGE.rglob("*.py"))
SPARQL = re.compile(
    r"\b(PREFIX\s+\w*:|SELECT\s+(DISTINCT\s+)?[?*(]|CONSTRUCT\s*\{|ASK\s*\{|INSERT\s+(DATA\s*)?\{|DELETE\s+(DATA\s*)?\{)"
)


def _strings(module: Path) -> list[tuple[int, str]]:
    """Every string constant of a module that is not a docstring."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def test_dependencies_follow_the_picture():
    """Imports go down the picture only, every module has its place, and each engine stays in its room."""
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_sparql_stands_in_files(module):
    """No module holds SPARQL in a string: a question is a file that any tool can read."""
    assert [text for _, text in _strings(module) if SPARQL.search(text)] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_are_small_and_named_for_a_purpose(module):
    """A module has at most 300 lines or little more, and no name that says nothing."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 320
    assert not re.search(r"utils?|helpers?|common|core|misc|manager", module.stem)


def test_only_the_store_room_opens_a_store_on_disk():
    """Whoever wants to read or write the graph goes through the port."""
    openers = {
        module.relative_to(PACKAGE).parts[0]
        for module in MODULES
        if re.search(r"\b(Store\.read_only|Store)\(str\(", module.read_text(encoding="utf-8"))
    }
    assert openers == {"store"}


def test_importing_has_no_effect(tmp_path):
    """Importing every module opens nothing, writes nothing and reads no setting."""
    names = ",".join(
        ".".join(module.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for module in MODULES
    )
    script = (
        "import importlib, os, sys\n"
        "os.environ['LEERWEG_PORT'] = 'not a number'\n"
        f"for name in {names!r}.split(','):\n"
        "    importlib.import_module(name)\n"
        "print(sorted(os.listdir('.')))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert (run.returncode, run.stdout.strip()) == (0, "[]"), run.stderr


@pytest.mark.parametrize("suffix", [".rq", ".ru"])
def test_every_question_says_what_it_answers(suffix):
    """Each SPARQL file opens with a summary in one sentence, for the catalogue."""
    silent = [
        path.name for path in PACKAGE.rglob(f"*{suffix}") if "#+ summary: " not in path.read_text(encoding="utf-8")
    ]
    assert silent == []
