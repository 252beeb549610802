"""Whatever moment the process is killed at, what was acknowledged is there and nothing is half there."""

import random
import time

import pytest


@pytest.mark.parametrize(("size", "rounds"), [(60, 20), (52_000, 5)])
def test_killed_while_publishing(publishing, sound, tmp_path, change, fact, size, rounds):
    """Kill -9 at random moments, small and bulk: every acknowledged revision is there, whole, and it publishes on."""
    chance = random.Random(f"kill {size}")  # noqa: S311  (moments, not secrets)
    folder, newest = tmp_path / "store", 0
    for _ in range(rounds):
        process = publishing(folder, newest + 1, size)
        acknowledged = [int(process.stdout.readline())] if chance.random() < 0.7 else []
        time.sleep(chance.uniform(0.0, 0.2))
        process.kill()
        acknowledged += [int(line) for line in process.communicate()[0].splitlines()]
        newest = sound(folder, size)
        assert newest >= max(acknowledged, default=0)
    assert newest >= rounds // 3
    last = publishing(folder, newest + 1, size, newest + 2)
    assert last.communicate(timeout=60)[0] == f"{newest + 1}\n"
    assert sound(folder, size) == newest + 1
    assert sorted(entry.name for entry in folder.iterdir()) == ["CURRENT", "owner", "revisions"]
