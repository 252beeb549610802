"""The folder of an embedded store: who may write, what stays, and what damage is recognised."""

import os
import threading
import time
from pathlib import Path

import pytest

from leerweg.errors import MalformedInputError, StoreError, StoreInUseError
from leerweg.store.embedded import EmbeddedStore
from leerweg.store.reading import OxigraphReader, open_checkpoint


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder, catalogue):
    return EmbeddedStore(folder, catalogue)


def test_an_opened_reader_does_not_change(store, change, fact):
    """Rows that are being read, and questions asked later in the same view, see one state."""
    store.publish(change("a-1", [fact("a", number) for number in range(5_000)]))
    with store.reader() as before:
        rows = before.select("SELECT * WHERE { <http://example.org/a> ?p ?o } ORDER BY ?o")
        next(rows)
        store.publish(change("a-2", [fact("b")], supersedes="a-1"))
        assert len(list(rows)) == 4_999
        assert before.revision == 1
        assert not before.ask("ASK { <http://example.org/b> ?p ?o }")
    with store.reader() as after:
        assert after.revision == 2
        assert not after.ask("ASK { <http://example.org/a> ?p ?o }")


def test_a_checkpoint_is_for_workers(store, change, fact):
    """The newest revision is a folder that another process can open; there is none before the first publication."""
    assert store.checkpoint() is None
    store.publish(change("a-1", [fact("a")]))
    reader = OxigraphReader(open_checkpoint(store.checkpoint()), 1)
    assert reader.ask("ASK { <http://example.org/a> ?p ?o }")


def test_two_processes_publish_at_once(publishing, store, folder, change, fact):
    """The second is told which process is writing; reading works all the while and then sees the new revision."""
    store.publish(change("a-1", [fact("a")]))
    other = publishing(folder, 100, 200_000, 101)
    deadline = time.monotonic() + 60
    while not (folder / "working").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    with pytest.raises(StoreInUseError) as refused:
        store.publish(change("b-1", [fact("b")]))
    assert f"Process {other.pid} " in refused.value.message
    assert refused.value.where == str(folder)
    assert "Wait" in refused.value.remedy
    with store.reader() as reader:
        assert reader.revision == 1
        assert reader.ask("ASK { <http://example.org/a> ?p ?o }")
    assert other.communicate(timeout=60)[0] == "2\n"
    with store.reader() as reader:
        assert reader.revision == 2
        assert reader.ask("ASK { <http://example.org/100> ?p ?o }")
    assert store.publish(change("b-1", [fact("b")])) == 3


def test_threads_of_one_process(store, change, fact):
    """Threads that publish at once are told apart like processes: each publication is whole or refused."""
    changes = [change(f"t{number}-1", [fact(f"t{number}")]) for number in range(8)]
    done, refused = [], []

    def publish(one) -> None:
        try:
            done.append(store.publish(one))
        except StoreInUseError as error:
            refused.append(error)

    threads = [threading.Thread(target=publish, args=(one,)) for one in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(1, len(done) + 1))
    assert len(done) + len(refused) == 8
    assert store.info().revision == len(done)


def test_a_caller_may_keep_the_error(store, change, fact):
    """An error that is kept (in a log, in a test) does not stand in the way of the next publication."""
    broken = change("a-1", [fact("a")])
    broken.triples.write_text("<http://example.org/a> nonsense .\n")
    kept = []
    for _ in range(2):
        with pytest.raises(MalformedInputError) as raised:
            store.publish(broken)
        kept.append(raised.value)
    assert store.publish(change("b-1", [fact("b")])) == 1
    assert len(kept) == 2


@pytest.mark.parametrize("content", ["", "seven", "99", "-1", "1 2", "²", "\x00\x00", "0x1"])
def test_a_damaged_pointer(store, folder, catalogue, change, fact, content):
    """A pointer that names nothing is said, with the way to mend it; nothing is written over."""
    store.publish(change("a-1", [fact("a")]))
    (folder / "CURRENT").write_text(content, encoding="utf-8")
    for attempt in (lambda: EmbeddedStore(folder, catalogue).info(), lambda: store.publish(change("b-1", [fact("b")]))):
        with pytest.raises(StoreError) as raised:
            attempt()
        assert raised.value.where == str(folder / "CURRENT")
        assert "number" in raised.value.remedy
    (folder / "CURRENT").write_text("1\n")
    assert store.publish(change("b-1", [fact("b")])) == 2


def test_a_lost_pointer_is_not_an_empty_store(store, folder, change, fact):
    """A store whose pointer is gone is not silently begun anew."""
    store.publish(change("a-1", [fact("a")]))
    (folder / "CURRENT").unlink()
    with pytest.raises(StoreError, match="damaged or gone"):
        store.publish(change("b-1", [fact("b")]))
    assert (folder / "revisions" / "1").is_dir()


def test_a_damaged_revision(store, folder, catalogue, change, fact):
    """Files that are gone or overwritten are a StoreError, not a crash."""
    store.publish(change("a-1", [fact("a")]))
    manifest = next((folder / "revisions" / "1").glob("MANIFEST*"))
    manifest.write_bytes(b"nonsense")
    with pytest.raises(StoreError) as raised:
        EmbeddedStore(folder, catalogue).info()
    assert "restore" in raised.value.remedy.lower()


def test_a_folder_that_is_something_else(tmp_path, catalogue):
    """A folder with other files in it, a file, a place one may not write: refused before anything is made."""
    holiday = tmp_path / "holiday"
    holiday.mkdir()
    (holiday / "beach.jpg").write_bytes(b"jpg")
    with pytest.raises(StoreError, match="something else") as raised:
        EmbeddedStore(holiday, catalogue)
    assert "--store" in raised.value.remedy
    assert [entry.name for entry in holiday.iterdir()] == ["beach.jpg"]
    file = tmp_path / "file"
    file.write_text("x")
    for impossible in (file, file / "below", Path("/proc/leerweg")):
        with pytest.raises(StoreError) as raised:
            EmbeddedStore(impossible, catalogue)
        assert raised.value.where == str(impossible)


def test_a_volume_that_was_just_made(tmp_path, catalogue, change, fact):
    """The root of a new file system holds `lost+found` and is a good place for a store."""
    (tmp_path / "volume" / "lost+found").mkdir(parents=True)
    assert EmbeddedStore(tmp_path / "volume", catalogue).publish(change("a-1", [fact("a")])) == 1


def test_old_revisions_go_but_not_the_last_nor_the_young(store, folder, change, fact):
    """Who still reads an older revision has minutes to finish; then its space comes back."""

    def kept() -> list[int]:
        return sorted(int(entry.name) for entry in (folder / "revisions").iterdir())

    for number in range(1, 7):
        store.publish(change(f"a{number}-1", [fact("a", number)]))
    assert kept() == [1, 2, 3, 4, 5, 6]
    long_ago = time.time() - 3_600
    for number in range(1, 7):
        os.utime(folder / "revisions" / str(number), (long_ago, long_ago))
    store.publish(change("b-1", [fact("b")]))
    assert kept() == [5, 6, 7]
    with store.reader() as reader:
        assert reader.ask("ASK { <http://example.org/a> ?p 1 }")


def test_a_revision_is_young_when_it_was_just_replaced(store, folder, change, fact):
    """A revision that stood for a month is kept for its readers after a burst of publications."""
    store.publish(change("a-1", [fact("a")]))
    long_ago = time.time() - 30 * 86_400
    os.utime(folder / "revisions" / "1", (long_ago, long_ago))
    with store.reader() as reader:
        for number in range(5):
            store.publish(change(f"b{number}-1", [fact("b", number)]))
        assert (folder / "revisions" / "1").is_dir()
        assert reader.ask("ASK { <http://example.org/a> ?p ?o }")


def test_what_a_broken_off_publication_left_is_swept_away(store, folder, change, fact):
    """A working copy and an unnamed revision do not disturb the next publication."""
    store.publish(change("a-1", [fact("a")]))
    for left in ("working/sub", "revisions/2", "revisions/17"):
        (folder / left).mkdir(parents=True)
        (folder / left / "CURRENT").write_text("nonsense")
    (folder / "CURRENT.new").write_text("17")
    assert store.info().revision == 1
    assert store.publish(change("b-1", [fact("b")])) == 2
    assert sorted(entry.name for entry in (folder / "revisions").iterdir()) == ["1", "2"]
    assert not (folder / "working").exists()


def test_a_folder_that_may_not_be_written(store, folder, change, fact):
    """Reading works where the lock cannot be had; publishing says why it does not."""
    store.publish(change("a-1", [fact("a")]))
    (folder / "owner").unlink()
    (folder / "owner").mkdir()
    assert store.info().revision == 1
    with pytest.raises(StoreError, match="cannot be written") as raised:
        store.publish(change("b-1", [fact("b")]))
    assert raised.value.where == str(folder)
    assert raised.value.remedy
