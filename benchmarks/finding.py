"""How fast a name is found among all of ESCO: by prefix and by words, in two languages."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from leerweg.bootstrap import Service, assemble
from leerweg.coverage.asking import read
from leerweg.settings import Settings
from measuring import percentiles, table, timed

__all__ = ["find_everything"]

_NAMES = Path(__file__).parent / "list_names.rq"


def find_everything(store: Path, samples: int, seed: int) -> str:
    """The table of p50 and p95 in milliseconds for autocompletion."""
    service = assemble(Settings(store=str(store)))
    service.labels.refresh()
    dice = random.Random(seed)
    names = _names(service)
    chosen = [dice.choice(names) for _ in range(samples * 8)]
    kinds = {
        "the first letter": [name[:1] for name in chosen],
        "the first two letters": [name[:2] for name in chosen],
        "the first five letters": [name[:5] for name in chosen],
        "the whole name": chosen,
        "two words from the middle": [" ".join(name.split()[1:3]) or name for name in chosen],
        "beginnings of two words": [" ".join(word[:4] for word in name.split()[-2:]) for name in chosen],
    }
    rows: list[list[object]] = []
    for what, texts in kinds.items():
        spent = [timed(partial(service.finder.search, text, kinds=["competence"])) for text in texts]
        rows.append([what, len(texts), *percentiles(spent), max(spent)])
    return table(f"Finding a competence among {len(names):,} names (ms)", ("typed", "asked", "p50", "p95", "max"), rows)


def _names(service: Service) -> list[str]:
    with service.store.reader() as reader:
        rows = reader.select(_NAMES.read_text(encoding="utf-8"))
        return [read(row, "name")["name"] for row in rows]
