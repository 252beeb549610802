"""The folder of an embedded store: immutable revisions, a pointer to the newest, a working copy to write in.

    <folder>/CURRENT          the number of the newest revision, replaced atomically
    <folder>/revisions/<n>/   revision n; never written again once CURRENT names it
    <folder>/working/         the copy that a publication is written in
    <folder>/owner            the lock of the one process that publishes

A publication is acknowledged when its revision and the pointer are on disk. Whatever happens before that (kill, power
cut) leaves CURRENT on the former revision, and the working copy is thrown away when the next publication begins.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leerweg.errors import StoreError, StoreInUseError

__all__ = ["RevisionFolder"]

_KEPT = 3
_GRACE_SECONDS = 60.0


class RevisionFolder:
    """The files of one embedded store. Raises StoreError when the folder cannot be made or is not a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.working = folder / "working"
        self._pointer = folder / "CURRENT"
        self._revisions = folder / "revisions"
        if folder.exists() and any(folder.iterdir()) and not self._revisions.is_dir():
            raise StoreError(
                "The folder holds something else than a Leerweg store.",
                where=str(folder),
                remedy="Name an empty or new folder with --store.",
            )
        try:
            self._revisions.mkdir(parents=True, exist_ok=True)
        except OSError as refused:
            raise StoreError(
                f"The folder of the store cannot be made: {refused.strerror}.",
                where=str(folder),
                remedy="Name a folder you may write in with --store.",
            ) from refused

    def current(self) -> int:
        """The newest revision; 0 before the first publication. Raises StoreError when the pointer is damaged."""
        try:
            text = self._pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return 0
        if not text.isdigit() or not self.revision(int(text)).is_dir():
            raise StoreError(
                "The pointer to the newest revision is damaged.",
                where=str(self._pointer),
                remedy="Write into it the number of the newest complete folder of revisions/, or restore a backup.",
            )
        return int(text)

    def revision(self, number: int) -> Path:
        """The folder of revision `number`."""
        return self._revisions / str(number)

    @contextmanager
    def owned(self) -> Iterator[None]:
        """The right to publish, held by one process at a time; raises StoreInUseError when another has it."""
        with (self.folder / "owner").open("a+", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as taken:
                lock.seek(0)
                raise StoreInUseError(
                    f"Process {lock.read().strip() or 'unknown'} is writing to this store.",
                    where=str(self.folder),
                    remedy="Wait until it has finished, then try again.",
                ) from taken
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def commit(self, number: int) -> None:
        """Make revision `number`, already complete in its folder, the newest: durable when this returns."""
        known = self._inodes(self.revision(self.current())) if self.current() else set()
        for file in self.revision(number).iterdir():
            if file.stat().st_ino not in known:
                _sync(file)
        _sync(self.revision(number))
        _sync(self._revisions)
        fresh = self._pointer.with_suffix(".new")
        with fresh.open("w", encoding="ascii") as pointer:
            pointer.write(str(number))
            pointer.flush()
            os.fsync(pointer.fileno())
        fresh.replace(self._pointer)
        _sync(self.folder)
        self._forget(number)

    def discard(self, folder: Path) -> None:
        """Remove a working copy or an unfinished revision."""
        shutil.rmtree(folder, ignore_errors=True)

    def _forget(self, newest: int) -> None:
        """Remove old revisions, but not the last few: another process may still be reading them."""
        for folder in self._revisions.iterdir():
            if folder.name.isdigit() and int(folder.name) <= newest - _KEPT:
                age = time.time() - folder.stat().st_mtime
                if age > _GRACE_SECONDS:
                    self.discard(folder)

    @staticmethod
    def _inodes(folder: Path) -> set[int]:
        return {file.stat().st_ino for file in folder.iterdir()}


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
