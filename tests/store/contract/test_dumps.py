"""Backups: everything out, everything in again, and nothing changed by a dump that is not whole."""

import gzip

import pytest
from pyoxigraph import Literal, RdfFormat, parse

from leerweg.errors import InputError, MalformedInputError, StoreError
from leerweg.store.embedded import EmbeddedStore


def _quads(file) -> list[str]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rb") as dump:
        return sorted(str(quad) for quad in parse(dump, RdfFormat.N_QUADS))


@pytest.fixture
def filled(store, change, fact):
    """A store with two publications, one of them superseded."""
    store.publish(change("a-1", [fact("a"), fact("é", Literal("two\nlines", language="fr"))]))
    store.publish(change("b-1", [fact("b", number) for number in range(3_000)]))
    store.publish(change("a-2", [fact("a", "new")], supersedes="a-1"))
    return store


@pytest.mark.parametrize("name", ["all.nq", "all.nq.gz"])
def test_restored_elsewhere_it_is_identical(filled, elsewhere, tmp_path, name):
    """A dump put back in another store gives the same quads, and that store publishes on."""
    dump, again = tmp_path / name, tmp_path / f"again-{name}"
    count = filled.dump(dump)
    assert elsewhere.restore(dump) == 3
    assert elsewhere.dump(again) == count
    assert _quads(dump) == _quads(again)
    assert len(_quads(dump)) == count
    assert elsewhere.info().revision == 3


def test_any_adapter_takes_the_dump_of_any_other(filled, tmp_path, catalogue):
    """One may move from an endpoint to an embedded store."""
    dump, again = tmp_path / "all.nq.gz", tmp_path / "again.nq.gz"
    filled.dump(dump)
    moved = EmbeddedStore(tmp_path / "moved", catalogue)
    moved.restore(dump)
    moved.dump(again)
    assert _quads(dump) == _quads(again)


def test_restore_replaces_what_was_there(filled, change, fact, tmp_path):
    """What was published after the dump is gone, and the revision never runs backwards."""
    dump = tmp_path / "all.nq"
    filled.dump(dump)
    filled.publish(change("c-1", [fact("c")]))
    assert filled.restore(dump) == 5
    with filled.reader() as reader:
        assert not reader.ask("ASK { <http://example.org/c> ?p ?o }")
        assert reader.ask("ASK { <http://example.org/a> ?p 'new' }")
        assert reader.revision == 5
    assert filled.publish(change("c-1", [fact("c")])) == 6


def _cut_line(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _cut_clean(data: bytes) -> bytes:
    return b"\n".join(data.splitlines()[:50]) + b"\n"


@pytest.mark.parametrize("cut", [_cut_line, _cut_clean, lambda _: b"", lambda _: b"<html>502</html>\n"])
def test_a_dump_that_broke_off_changes_nothing(filled, tmp_path, cut):
    """Cut in a line, cut between lines, empty, or something else: refused, and the store is as it was."""
    whole, broken, after = tmp_path / "all.nq", tmp_path / "broken.nq", tmp_path / "after.nq"
    filled.dump(whole)
    broken.write_bytes(cut(whole.read_bytes()))
    with pytest.raises(MalformedInputError) as refused:
        filled.restore(broken)
    assert refused.value.where == str(broken)
    assert refused.value.remedy
    filled.dump(after)
    assert _quads(after) == _quads(whole)


@pytest.mark.parametrize("damage", ["cut", "flipped", "not gzip"])
def test_a_damaged_gzip_changes_nothing(filled, tmp_path, damage):
    """A gzip that is cut, altered or none is refused, and the store is as it was."""
    whole, broken = tmp_path / "all.nq.gz", tmp_path / "broken.nq.gz"
    filled.dump(whole)
    data = bytearray(whole.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "flipped":
        data[len(data) // 2] ^= 0xFF
        data[len(data) // 2 + 1] ^= 0xFF
    else:
        data = bytearray(b"plain text")
    broken.write_bytes(data)
    with pytest.raises(MalformedInputError):
        filled.restore(broken)
    assert filled.info().revision == 3


def test_a_dump_that_is_not_there(store, tmp_path):
    """A wrong name is said, with the name."""
    with pytest.raises(InputError) as refused:
        store.restore(tmp_path / "nowhere.nq")
    assert "nowhere.nq" in refused.value.where
    with pytest.raises(InputError):
        store.restore(tmp_path)


def test_a_dump_that_cannot_be_written_leaves_nothing(store, change, fact, tmp_path):
    """An impossible target is said, and no half file stays."""
    store.publish(change("a-1", [fact("a")]))
    with pytest.raises(StoreError) as refused:
        store.dump(tmp_path / "no-folder" / "all.nq")
    assert "no-folder" in refused.value.where
