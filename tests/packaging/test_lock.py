"""The lock files: whoever installs gets exactly these packages, checked by their hashes, from wherever they come."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
PINNED = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;]+)(?: ; [^\\]+)?")


def entries(lock: str) -> list[list[str]]:
    """The requirements of a lock file, each as its lines without comments."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "\0")
    lines = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return [[piece.strip() for piece in line.split("\0")] for line in lines]


def versions(lock: str) -> dict[str, str]:
    """Name and version of every package in a lock file."""
    matches = [PINNED.fullmatch(entry[0]) for entry in entries(lock)]
    return {canonicalize_name(match["name"]): match["version"] for match in matches if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes(lock):
    """A package that was changed on its way is refused, whichever it is."""
    assert entries(lock)
    for first, *hashes in entries(lock):
        assert PINNED.fullmatch(first), first
        assert hashes, first
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), first


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_stands_in_it(lock):
    """Where packages come from is for the machine that installs to say."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|-e|--index|--extra-index|--find-links|--trusted|--editable)", text, re.MULTILINE)


def test_what_the_project_asks_for_is_locked():
    """Every dependency is in its lock file, in a version that the project takes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = project["project"]["optional-dependencies"]["dev"]
    for lock, wanted in (
        ("requirements.lock", project["project"]["dependencies"]),
        ("requirements-dev.lock", [*project["project"]["dependencies"], *extra]),
        ("requirements-build.lock", project["build-system"]["requires"]),
    ):
        locked = versions(lock)
        for requirement in map(Requirement, wanted):
            if requirement.marker is None or requirement.marker.evaluate():
                assert locked[canonicalize_name(requirement.name)] in requirement.specifier, (lock, requirement)


def test_the_locks_agree():
    """What is tested is what is served: one version of each package in all lock files."""
    everything = versions("requirements-dev.lock")
    served = versions("requirements.lock")
    assert served.items() <= everything.items()
    assert {name: everything.get(name, version) for name, version in versions("requirements-build.lock").items()} == (
        versions("requirements-build.lock")
    )
