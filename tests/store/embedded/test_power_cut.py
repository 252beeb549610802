"""Power cuts and full disks, on a small file system of our own (needs root on Linux)."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from leerweg.errors import StoreError
from leerweg.store.embedded import EmbeddedStore

_TOOLS = ("mkfs.ext4", "mount", "umount")
_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def _run(*command: str) -> subprocess.CompletedProcess:
    program = shutil.which(command[0], path=_PATH) or command[0]
    return subprocess.run([program, *command[1:]], check=False, capture_output=True, text=True)


@contextmanager
def _mounted(image: Path, place: Path):
    place.mkdir()
    tried = _run("mount", "-o", "loop", str(image), str(place))
    if tried.returncode:
        pytest.skip("this machine lets nobody mount an image")
    try:
        yield place
    finally:
        # Lazily: the store of the test may still have files open.
        assert _run("umount", "--lazy", str(place)).returncode == 0


@pytest.fixture
def disk(tmp_path):
    """A new ext4 image of so many megabytes, mounted; more images can be mounted beside it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root on Linux")
    if not all(shutil.which(tool, path=_PATH) for tool in _TOOLS):
        pytest.skip("needs mkfs.ext4, mount and umount")
    with ExitStack() as mounts:

        def make(name: str, megabytes: int = 0) -> Path:
            image = tmp_path / f"{name}.image"
            if megabytes:
                with image.open("wb") as file:
                    file.truncate(megabytes * 1024 * 1024)
                assert _run("mkfs.ext4", "-q", "-F", "-m", "0", str(image)).returncode == 0
            return mounts.enter_context(_mounted(image, tmp_path / name))

        yield make


@pytest.mark.root
def test_power_cut(disk, publishing, sound, tmp_path, change, fact):
    """The disk as it is, copied without any sync while the store publishes, holds all that was acknowledged."""
    folder = disk("before", 64) / "store"
    process = publishing(folder, 1, 60)
    acknowledged = 0
    for cut in range(2):
        for _ in range(8):
            acknowledged = int(process.stdout.readline())
        process.send_signal(signal.SIGSTOP)
        image = tmp_path / f"after-{cut}.image"
        # Reads what reached the device; what waits in memory for a later write-back is lost, as in a power cut.
        shutil.copyfile(tmp_path / "before.image", image)
        process.send_signal(signal.SIGCONT)
        after = disk(f"after-{cut}") / "store"
        assert sound(after, 60) >= acknowledged
        goes_on = publishing(after, sound(after, 60) + 1, 60, sound(after, 60) + 2)
        assert goes_on.communicate(timeout=60)[0].strip().isdigit()
    process.kill()
    process.wait()


@pytest.mark.root
def test_full_disk(disk, change, fact, catalogue):
    """A publication that does not fit is refused in words; the store is as it was, and takes one that fits."""
    place = disk("small", 40)
    store = EmbeddedStore(place / "store", catalogue)
    store.publish(change("a-1", [fact("a", number) for number in range(5_000)]))
    large = change("b-1", [fact(f"thing-{number}", "x" * 400 + str(number)) for number in range(60_000)])
    for _ in range(2):
        with pytest.raises(StoreError) as raised:
            store.publish(large)
        assert raised.value.where == str(place / "store")
        assert "free space" in raised.value.remedy
        assert store.info().revision == 1
    with pytest.raises(StoreError, match="dump could not be written"):
        _fill(place, keep=0, then=lambda: store.dump(place / "all.nq"))
    assert store.publish(change("c-1", [fact("c")])) == 2
    with store.reader() as reader:
        assert reader.ask("ASK { <http://example.org/a> ?p ?o . <http://example.org/c> ?q ?r }")


def _fill(place: Path, keep: int, then) -> None:
    """Fill the file system but for `keep` bytes, do something, and give the space back."""
    ballast = place / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file:
            room = os.statvfs(place)
            os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - 1_000_000)
            file.seek(0, os.SEEK_END)
            with suppress(OSError):
                while file.write(bytes(4096)):
                    pass
            os.fsync(file.fileno())
            file.truncate(file.tell() - keep)
        then()
    finally:
        ballast.unlink()


@pytest.mark.root
@pytest.mark.parametrize("kilobytes", [0, 40, 120, 250, 400, 700])
def test_disk_that_fills_up_at_any_point(disk, change, fact, catalogue, kilobytes):
    """However little space is left, a publication is whole or not there."""
    place = disk("tight", 16)
    store = EmbeddedStore(place / "store", catalogue)
    store.publish(change("a-1", [fact("a")]))
    refused = []

    def attempt() -> None:
        try:
            store.publish(change("b-1", [fact("b", number) for number in range(500)]))
        except StoreError as error:
            refused.append(error)

    _fill(place, kilobytes * 1024, attempt)
    fresh = EmbeddedStore(place / "store", catalogue)
    assert fresh.info().revision == (1 if refused else 2)
    with fresh.reader() as reader:
        assert reader.ask("ASK { <http://example.org/a> ?p ?o }")
        assert reader.ask("ASK { <http://example.org/b> ?p 499 }") is not bool(refused)
    assert all(error.remedy and error.where for error in refused)
    assert fresh.publish(change("c-1", [fact("c")])) == (2 if refused else 3)
