"""Where the graph's own files lie: ontology, shapes, data and the questions (`.rq`).

In a wheel they travel inside the package (`leerweg/graph/`); in a checkout or an editable install they are the
folders at the top of the repository.
"""

from __future__ import annotations

from pathlib import Path

from leerweg.errors import ConfigurationError

_PACKAGE = Path(__file__).parent

__all__ = ["data", "ontology", "shapes", "turtle_files"]


def ontology() -> Path:
    """The folder of the ontology.

    In it `prefixes.ttl`, `leerweg.ttl`, and the folders `modules`, `schemes`, `alignments`, `inference` and `quality`.
    """
    return _folder("ontology")


def shapes() -> Path:
    """The folder of the SHACL shapes."""
    return _folder("shapes")


def data() -> Path:
    """The folder of the shipped data: `example/`, `parameters/`."""
    return _folder("data")


def turtle_files(folder: Path) -> list[Path]:
    """Every Turtle file below `folder`, sorted by path, so that whatever is derived from them is stable."""
    return sorted(folder.rglob("*.ttl"))


def _folder(name: str) -> Path:
    for root in (_PACKAGE / "graph", _PACKAGE.parents[1]):
        if (root / name).is_dir():
            return root / name
    raise ConfigurationError(
        f"The folder '{name}' of the graph is missing from this installation.",
        remedy="Install the package again, or run from a complete checkout.",
    )
