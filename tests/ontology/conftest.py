"""What the tests of the ontology share: a copy that may be spoilt, and the Java runtime that the reasoner needs."""

import shutil

import pytest

from leerweg import assets


@pytest.fixture
def java() -> str:
    """The Java runtime; without it the reasoner cannot run."""
    found = shutil.which("java")
    if found is None:
        pytest.skip("no Java runtime on the PATH: HermiT cannot run")
    return found


@pytest.fixture
def ontology_copy(tmp_path):
    """A copy of the shipped ontology to spoil, without the municipalities: they only keep the reasoner busy."""
    return shutil.copytree(assets.ontology(), tmp_path / "ontology", ignore=shutil.ignore_patterns("region.ttl"))
