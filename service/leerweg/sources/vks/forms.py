"""Which of the known forms of the Flemish qualification data a JSON document has, told by its content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from leerweg.errors import UnsupportedFormatError
from leerweg.sources.vks.nodes import Node, Refusal
from leerweg.sources.vks.qualifications import BK

__all__ = ["Form", "Item", "find_items"]


class Form(IntEnum):
    """What an object describes; of two descriptions of one thing the one with the lower number stands."""

    QUALIFICATION = 1
    BUNDLED_QUALIFICATION = 2
    PROGRAMME = 3
    TRAJECTORY = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One object of a document: `code` is its name there, `source` what the document says of itself."""

    form: Form
    node: Node
    code: str = ""
    source: str = ""


def find_items(root: Node) -> list[Item]:
    """The objects of a document. Raises UnsupportedFormatError for a document of none of the known forms."""
    try:
        found = list(_items(root))
    except Refusal as refusal:
        raise _unsupported(refusal.node) from refusal
    if not found:
        raise _unsupported(root)
    return found


def _items(root: Node) -> Iterator[Item]:
    if isinstance(root.value, list):
        for node in root.items():
            yield from _items(node)
        return
    if not isinstance(root.value, dict):
        raise _unsupported(root)
    source = (root / "_source").raw_text()
    if root / "competenties":
        yield Item(Form.QUALIFICATION, root)
    elif root / "onderdelen":
        yield from (Item(Form.PROGRAMME, node) for node in (root / "onderdelen").items())
    elif root / "erkenningen":
        yield Item(Form.PROGRAMME, root)
    elif root / "trajectories":
        yield from (Item(Form.TRAJECTORY, node, source=source) for node in (root / "trajectories").items())
    elif root / "traject" and root / "onderdeel":
        yield Item(Form.TRAJECTORY, root)
    else:
        yield from _bundle(root, source)


def _bundle(root: Node, source: str) -> Iterator[Item]:
    described = [(name, node) for name, node in root.members() if not name.startswith("_")]
    if any(re.fullmatch(BK, name) for name, _ in described):
        for name, node in described:
            yield Item(Form.BUNDLED_QUALIFICATION, node, code=name, source=source)


def _unsupported(node: Node) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        "This JSON is none of the forms of the Flemish qualification data: no qualification (competenties), bundle of "
        "qualifications (BK codes), list of programmes (onderdelen) or of trajectories.",
        where=str(node.where),
        remedy="Give the answer of the official interface, or files of the same fields.",
    )
