"""The mutation check itself: it notices what it should, and it would not be fooled."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pyoxigraph import NamedNode
from tests.shapes.mutants import mutants_of
from tests.shapes.mutate import reads

from leerweg.validation.shapes import load_shapes

ROOT = Path(__file__).parents[2]


def test_every_constraint_of_a_shape_is_weakened():
    """Leaving a constraint out, moving its bound and turning its conditions are all tried."""
    collection = load_shapes("publishing")
    shape = next(shape for shape in collection.shapes.values() if shape.rule == "R7")
    changes = [mutant.change for mutant in mutants_of(list(collection.triples), NamedNode(shape.iri))]
    assert any(change.startswith("without sh:sparql") for change in changes)
    assert any("[<= → <]" in change for change in changes)
    assert any("[without FILTER]" in change for change in changes)
    assert len(changes) == len(set(changes)) or len(changes) > 10


def test_a_number_that_a_code_list_names_has_its_readers():
    """The largest number of hours of a SOAO is named by the type of agreement, and moved where R8 asks for it."""
    shapes = load_shapes("publishing").shapes.values()
    assert {shape.rule for shape in shapes if reads(shape, "soao-maximum-hours")} == {"R8"}
    assert {shape.rule for shape in shapes if reads(shape, "allowance-share-step-3")} == {"R23a"}


def test_a_run_tells_its_score():
    """`make mutate ARGS=R5` prints how many changes were made and how many were noticed."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.shapes.mutate", "N2"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode in {0, 1}, run.stderr
    assert " mutants, " in run.stdout
    assert "score" in run.stdout
