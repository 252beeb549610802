"""The folder of an embedded store: immutable revisions, a pointer to the newest, a working copy to write in.

    <folder>/CURRENT          the number of the newest revision, replaced atomically
    <folder>/revisions/<n>/   revision n; never written again once CURRENT names it
    <folder>/working/         the copy that a publication is written in
    <folder>/owner            the lock of the one process that publishes

A publication is acknowledged when its revision and the pointer are on disk. Whatever happens before that (kill, power
cut, full disk) leaves CURRENT on the former revision; what it left behind is swept away by the next publication.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leerweg.errors import StoreError, StoreInUseError

__all__ = ["RevisionFolder"]

_KEPT = 3
# Longer than a worker's query or the dump of a large store takes on the revision it opened.
_GRACE_SECONDS = 300.0
# A volume that was just made holds this folder; it is still empty to us.
_FOREIGN = {"lost+found"}


class RevisionFolder:
    """The files of one embedded store. Raises StoreError when the folder cannot be made or is not a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.working = folder / "working"
        self._pointer = folder / "CURRENT"
        self._revisions = folder / "revisions"
        try:
            self._make()
        except OSError as refused:
            raise StoreError(
                f"The folder of the store cannot be made or read: {refused.strerror}.",
                where=str(folder),
                remedy="Name a folder you may write in with --store.",
            ) from refused

    def current(self) -> int:
        """The newest revision; 0 before the first publication. Raises StoreError when the pointer is damaged."""
        try:
            text = self._pointer.read_bytes().strip()
        except FileNotFoundError:
            if any(self._revisions.iterdir()):
                raise self._damaged() from None
            return 0
        except OSError as unreadable:
            raise self._damaged() from unreadable
        if not text.isdigit():
            raise self._damaged()
        number = int(text)
        if number and not self.revision(number).is_dir():
            raise self._damaged()
        return number

    def revision(self, number: int) -> Path:
        """The folder of revision `number`."""
        return self._revisions / str(number)

    @contextmanager
    def owned(self) -> Iterator[None]:
        """The right to publish, held by one process at a time; sweeps up before and after.

        Raises StoreInUseError when another process has it.
        """
        try:
            lock = (self.folder / "owner").open("a+", encoding="ascii", errors="replace")
        except OSError as refused:
            raise StoreError(
                f"This store cannot be written: {refused.strerror}.",
                where=str(self.folder),
                remedy="Check the rights of the folder.",
            ) from refused
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                lock.seek(0)
                raise StoreInUseError(
                    f"Process {lock.read().strip() or 'unknown'} is writing to this store.",
                    where=str(self.folder),
                    remedy="Wait until it has finished, then try again.",
                ) from taken
            with suppress(OSError):  # a full disk must not hide what is wrong: publishing itself will tell
                lock.truncate(0)
                lock.write(str(os.getpid()))
                lock.flush()
            self._sweep()
            try:
                yield
            finally:
                self._sweep()

    def begin(self) -> int:
        """The newest revision, as the start of a publication.

        The pointer exists from here on, so that a lost pointer is told from a first publication that broke off.
        """
        current = self.current()
        if not current:
            self._point(0)
        return current

    def commit(self, number: int) -> None:
        """Make revision `number`, already complete in its folder, the newest: durable when this returns."""
        former = self.current()
        # Files shared with the former revision (hard links) were synced when that was committed.
        known = {file.stat().st_ino for file in self.revision(former).iterdir()} if former else set()
        for file in self.revision(number).iterdir():
            if file.stat().st_ino not in known:
                _sync(file)
        _sync(self.revision(number))
        _sync(self._revisions)
        self._point(number)
        with suppress(OSError):  # the publication stands; old revisions can go another time
            if former:
                os.utime(self.revision(former))  # its age counts from the day it was no longer the newest
            self._forget(number)

    def _make(self) -> None:
        if not self._revisions.is_dir():
            if self.folder.exists() and any(entry.name not in _FOREIGN for entry in self.folder.iterdir()):
                raise StoreError(
                    "The folder holds something else than a Leerweg store.",
                    where=str(self.folder),
                    remedy="Name an empty or new folder with --store.",
                )
            absent = [folder for folder in (self.folder, *self.folder.absolute().parents) if not folder.exists()]
            self._revisions.mkdir(parents=True, exist_ok=True)
            for made in absent:
                _sync(made.absolute().parent)
            _sync(self.folder)

    def _point(self, number: int) -> None:
        """Let the pointer name revision `number`; on disk when this returns."""
        fresh = self._pointer.with_suffix(".new")
        with fresh.open("w", encoding="ascii") as pointer:
            pointer.write(str(number))
            pointer.flush()
            os.fsync(pointer.fileno())
        fresh.replace(self._pointer)
        _sync(self.folder)

    def _sweep(self) -> None:
        """Remove what an interrupted publication left: the working copy, and revisions the pointer never named."""
        current = self.current()
        shutil.rmtree(self.working, ignore_errors=True)
        for folder in self._revisions.iterdir():
            if folder.name.isdigit() and int(folder.name) > current:
                shutil.rmtree(folder, ignore_errors=True)

    def _forget(self, newest: int) -> None:
        """Remove old revisions, but not the last few nor the young: another process may still be reading them."""
        for folder in self._revisions.iterdir():
            old = folder.name.isdigit() and int(folder.name) <= newest - _KEPT
            if old and time.time() - folder.stat().st_mtime > _GRACE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)

    def _damaged(self) -> StoreError:
        return StoreError(
            "The pointer to the newest revision is damaged or gone.",
            where=str(self._pointer),
            remedy="Write into it the number of the newest complete folder of revisions/, or restore a backup.",
        )


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
