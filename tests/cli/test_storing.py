"""Looking after the store from the command line."""

from __future__ import annotations


def test_backup_and_restore_bring_everything_back(leerweg, fresh, tmp_path):
    """What is backed up in one place is there in another, and answers the same."""
    target = tmp_path / "all.nq.gz"
    assert leerweg("store", "backup", str(target)).returncode == 0
    assert fresh("store", "restore", "--yes", str(target)).returncode == 0

    question = ("coverage", "--of", "BK-0117-2", "--on", "2026-09-15", "--format", "csv")
    assert fresh(*question).stdout == leerweg(*question).stdout


def test_a_broken_backup_leaves_the_store_as_it_was(fresh, leerweg, tmp_path):
    """Half a backup is refused with a reason, and nothing is lost."""
    whole = tmp_path / "all.nq.gz"
    leerweg("store", "backup", str(whole))
    fresh("store", "restore", "--yes", str(whole))
    before = fresh("store", "info", "--format", "json").stdout
    half = tmp_path / "half.nq.gz"
    half.write_bytes(whole.read_bytes()[:5000])

    run = fresh("store", "restore", "--yes", str(half))

    assert run.returncode == 2
    assert "not a complete dump" in run.stderr
    assert fresh("store", "info", "--format", "json").stdout == before


def test_impossible_settings_are_explained(leerweg, tmp_path):
    """A setting that cannot be says which, and how to mend it."""
    assert "LEERWEG_PORT" in leerweg("store", "info", LEERWEG_PORT="eighty").stderr
    assert "base" in leerweg("store", "info", "--base", "no-slash").stderr
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("something else")
    run = leerweg("store", "info", "--store", str(tmp_path / "taken"))
    assert run.returncode == 3
    assert "something else than a Leerweg store" in run.stderr
