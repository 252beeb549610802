"""Trajectories made from the command line: a file to import, and the faults listed beside it."""

from __future__ import annotations

import csv
import gzip
import json

import pytest


def test_trajectories_are_made_and_can_be_imported(leerweg):
    """What is made over a store passes its gate, and none of it is rejected."""
    made = leerweg("generate", "trajectories", "made.nt", "--count", "20", "--seed", "3", "--format", "json")
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout)
    assert said["trajectories"] == 20
    assert said["faults"] == 0

    run = leerweg("import", "rdf", "made.nt", "--dry-run", "--format", "json")

    assert run.returncode == 0, run.stderr
    taken = json.loads(run.stdout)
    assert taken["counts"]["rejected"] == 0
    assert taken["summary"]["statements"] == said["triples"]


def test_the_same_seed_writes_the_same_bytes(leerweg, tmp_path):
    """A figure or a fault can be repeated by whoever knows the seed; a packed file holds the same as a plain one."""
    for name in ("one.nt.gz", "two.nt.gz", "plain.nt"):
        run = leerweg("generate", "trajectories", name, "--count", "30", "--seed", "5", "--faults", "0.5")
        assert run.returncode == 0, run.stderr
        assert "faults, each with its rule" in run.stdout
    one, two, plain = (tmp_path / name for name in ("one.nt.gz", "two.nt.gz", "plain.nt"))
    assert one.read_bytes() == two.read_bytes()
    assert gzip.decompress(one.read_bytes()) == plain.read_bytes()
    lists = [(tmp_path / f"{name}.faults.csv").read_bytes() for name in ("one", "two", "plain")]
    assert lists[0] == lists[1] == lists[2]


def test_faults_are_listed_with_their_rules(leerweg, tmp_path):
    """Beside the file stands which trajectory breaks which rule, to hold a validator against."""
    run = leerweg("generate", "trajectories", "made.ttl", "--count", "40", "--faults", "0.5", "--format", "json")
    assert run.returncode == 0, run.stderr
    with (tmp_path / "made.faults.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert len(listed) == json.loads(run.stdout)["faults"] > 0
    text = (tmp_path / "made.ttl").read_text(encoding="utf-8")
    for row in listed:
        assert f"trajectory:{row['trajectory'].rpartition('/')[2]} a lw:Trajectory" in text
        assert row["kind"]
        assert row["rule"]
        assert row["shape"]
        assert row["profile"] in ("draft", "ready-to-sign", "running")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("made.xlsx", "--count", "1"), "made.xlsx"),
        (("missing/made.nt", "--count", "1"), "cannot be written"),
        (("made.nt", "--count", "1", "--on", "tomorrow"), "is no date"),
        (("made.nt", "--count", "1", "--on", "2001-01-01"), "no recognised workplace"),
    ],
)
def test_what_cannot_be_made_is_told(leerweg, arguments, why):
    """A wrong ending, place or day ends in a sentence, not in a stack trace."""
    run = leerweg("generate", "trajectories", *arguments)
    assert run.returncode == 2
    assert why in run.stderr
    assert "Traceback" not in run.stderr


def test_an_empty_store_is_told_to_import_first(fresh):
    """Without programmes and workplaces there is nothing to make trajectories of."""
    run = fresh("generate", "trajectories", "made.nt", "--count", "1")
    assert run.returncode == 2
    assert "generate register" in run.stderr
