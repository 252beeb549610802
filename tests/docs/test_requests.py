"""Every `curl` of the documentation, against a real service on the example region."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.docs.writing import PAGES, ROOT

_BLOCK = re.compile(
    r"^```sh\n(?P<asked>(?:[^\n`]*\n)*?[^\n`]*curl(?:[^\n`]*\n)+)```\n"
    r"(?:\n<!-- its answer -->\n```\w*\n(?P<answer>.*?)```\n)?",
    re.DOTALL | re.MULTILINE,
)
_QUERY = re.compile(r"```sparql\n(.*?)```", re.DOTALL)
REQUESTS = [
    pytest.param(page, found["asked"], found["answer"], id=f"{page.stem}-{number}")
    for page in PAGES
    for number, found in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8")), 1)
]


@pytest.fixture(scope="module")
def address(example_store):
    """Where a service on the example region listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "LEERWEG_STORE": str(example_store), "LEERWEG_PORT": str(port)}
    with subprocess.Popen([sys.executable, "-m", "leerweg.cli.app", "serve"], env=environment) as service:
        try:
            for _ in range(300):
                try:
                    with urlopen(f"http://127.0.0.1:{port}/ready", timeout=5):
                        break
                except URLError:
                    time.sleep(0.1)
            yield f"127.0.0.1:{port}"
        finally:
            service.terminate()


@pytest.fixture
def desk(tmp_path):
    """A folder with the files that the pages speak of, and a curl that fails when the service refuses."""
    page = (ROOT / "docs" / "how-to" / "query-with-sparql.md").read_text(encoding="utf-8")
    (tmp_path / "sites.rq").write_text(_QUERY.search(page)[1], encoding="utf-8")
    shutil.copy(ROOT / "data" / "example" / "trajectories.ttl", tmp_path / "trajectory.ttl")
    (tmp_path / ".curlrc").write_text("fail\nsilent\nshow-error\n", encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize(("page", "asked", "answer"), REQUESTS)
def test_a_request_is_answered_as_the_page_says(page, asked, answer, address, desk):
    """Whoever copies the lines gets an answer, and where the page prints one, that one."""
    run = subprocess.run(
        ["sh", "-ec", asked.replace("127.0.0.1:8000", address)],
        cwd=desk,
        env={**os.environ, "CURL_HOME": str(desk)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout
    if answer:
        assert [line.rstrip() for line in run.stdout.splitlines()] == answer.splitlines()


def test_the_queries_of_the_pages_are_answered(example_store, tmp_path):
    """Every query in full that a page prints runs."""
    queries = [query for page in PAGES for query in _QUERY.findall(page.read_text(encoding="utf-8"))]
    assert len(queries) >= 2
    for query in queries:
        file = tmp_path / "query.rq"
        file.write_text(query, encoding="utf-8")
        command = [sys.executable, "-m", "leerweg.cli.app", "query", str(file), "--store", str(example_store)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert run.returncode == 0, run.stderr
        assert len(run.stdout.splitlines()) > 1
