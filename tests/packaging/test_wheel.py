"""The wheel: everything the service needs travels in it, and works in a folder where there is no checkout."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from leerweg import assets

ROOT = Path(__file__).parents[2]
WHERE = "import leerweg, leerweg.assets as a; print(leerweg.__file__, a.ontology(), a.shapes(), a.data(), sep='\\n')"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built from this checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """A folder that holds the installed wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*command, "--disable-pip-version-check", "--target", str(folder), str(wheel)], check=True)
    return folder


@pytest.fixture
def elsewhere(installed, tmp_path):
    """Starts Python programs in an empty folder, where `leerweg` is the installed one."""

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed), "LEERWEG_STORE": str(tmp_path / "store")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


def files_below(folder: Path) -> set[str]:
    """Every file of a folder that belongs to the project, by its path from there."""
    found = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return {file.as_posix() for file in found if "__pycache__" not in file.parts}


def test_everything_travels(wheel):
    """Questions, updates, templates, styles, texts, ontology, shapes and example: no file stays behind."""
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"leerweg/{name}" for name in files_below(ROOT / "service" / "leerweg")}
    for name in ("ontology", "shapes", "data"):
        wanted |= {f"leerweg/graph/{name}/{file}" for file in files_below(ROOT / name)}
    assert {Path(name).suffix for name in wanted} >= {".rq", ".ru", ".sql", ".html", ".css", ".js", ".toml", ".ttl"}
    assert sorted(wanted - packed) == []


def test_nothing_else_travels(wheel):
    """No tests, no data of the machine that built it: one package, its licence and its description."""
    packed = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in packed} == {"leerweg"}
    assert not [name for name in packed if name.endswith((".pyc", ".sst", ".sqlite")) or "/tests/" in name]
    assert any(name.endswith("/licenses/LICENSE") for name in packed)


def test_it_says_what_it_needs(wheel):
    """The description names the dependencies without an address, the licence, and the one command."""
    archive = zipfile.ZipFile(wheel)
    (root,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
    about = Parser().parsestr(archive.read(f"{root}/METADATA").decode())
    needs = [Requirement(each) for each in about.get_all("Requires-Dist")]
    assert {"fastapi", "pyoxigraph", "pyshacl"} <= {each.name for each in needs}
    assert not [each for each in needs if each.url]
    assert about["License-Expression"] == "EUPL-1.2"
    assert "leerweg = leerweg.cli.app:main" in archive.read(f"{root}/entry_points.txt").decode()


def test_the_checkout_uses_its_own_files():
    """In a checkout or an editable install the graph is that of the repository."""
    assert (assets.ontology(), assets.shapes(), assets.data()) == (ROOT / "ontology", ROOT / "shapes", ROOT / "data")


def test_the_installed_package_finds_its_own_files(elsewhere, installed):
    """Away from the checkout the graph is the one in the package."""
    said, _ = elsewhere("-c", WHERE).communicate(timeout=60)
    package = installed / "leerweg"
    graph = [package / "graph" / name for name in ("ontology", "shapes", "data")]
    assert said.splitlines() == [str(path) for path in (package / "__init__.py", *graph)]


def test_the_installed_service_works_in_any_folder(elsewhere, installed, tmp_path):
    """It serves the example with its pages, answers a question, and judges a document by its own shapes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = elsewhere("-m", "leerweg.cli.app", "serve", "--example", "--port", str(port))
    try:
        home = f"http://127.0.0.1:{port}"
        page = fetch(server, f"{home}/?lang=nl").decode()
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style, page
        assert b"{" in fetch(server, home + style[1])
    finally:
        server.terminate()
        server.communicate(timeout=60)

    script = str(installed / "bin" / "leerweg")
    answer, _ = elsewhere(script, "coverage", "--of", "BK-0117-2", "--on", "2026-09-15").communicate(timeout=60)
    assert "12 of 12" in answer

    (tmp_path / "plan.ttl").write_text("<http://example.org/a> a <https://w3id.org/leerweg/ns#LearningActivity> .")
    verdict = elsewhere(script, "validate", "plan.ttl", "--lang", "en")
    report, _ = verdict.communicate(timeout=60)
    assert (verdict.returncode, "N2" in report) == (1, True), report


def fetch(server, address):
    """What this address of the server answers, as soon as it does."""
    for _ in range(600):
        assert server.poll() is None, server.stdout.read()
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(address)
