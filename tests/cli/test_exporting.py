"""Exports on the command line, from the example region."""

import pytest
from pyoxigraph import RdfFormat, parse

from leerweg.cli.exporting import RdfForm

ELM = "http://data.europa.eu/snb/model/elm/"
FORMS = {
    RdfForm.TURTLE: RdfFormat.TURTLE,
    RdfForm.JSONLD: RdfFormat.JSON_LD,
    RdfForm.NTRIPLES: RdfFormat.N_TRIPLES,
    RdfForm.RDFXML: RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("form", list(RdfForm))
def test_each_form_says_the_same(leerweg, form):
    """By code and by name, in every form, to the terminal or to a file."""
    run = leerweg("export", "elm", "BK-0117-2", "Elektromecanicien", "--on", "2026-09-15", "--format", form.value)
    assert run.returncode == 0, run.stderr
    quads = list(parse(run.stdout, FORMS[form]))
    kinds = [quad.subject.value for quad in quads if getattr(quad.object, "value", "") == f"{ELM}Qualification"]
    assert sorted(iri.rpartition("/")[2] for iri in kinds) == ["BK-0024-3", "BK-0117-2"]


def test_a_file_is_written_and_told(leerweg):
    """Whoever names a file finds the export there and nothing on standard output."""
    run = leerweg("export", "elm", "BK-0117-2", "--output", "bk.ttl")
    assert (run.returncode, run.stdout) == (0, "")
    assert "1 exported to bk.ttl" in run.stderr
    assert f"<{ELM}" in (leerweg.folder / "bk.ttl").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_told(leerweg):
    """A folder that is not there ends in a sentence."""
    run = leerweg("export", "elm", "BK-0117-2", "--output", "nowhere/bk.ttl")
    assert run.returncode == 2
    assert "cannot be written" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_unknown_qualification_is_told(leerweg):
    """A name that nothing has is no empty export."""
    run = leerweg("export", "elm", "BK-9999-1")
    assert run.returncode == 2
    assert "BK-9999-1" in run.stderr
