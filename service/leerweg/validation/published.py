"""A published trajectory as a document, so that it can be judged like one that is sent in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from leerweg.errors import UnknownTermError
from leerweg.store import Question, Store, load_question
from leerweg.validation.parsing import Document

__all__ = ["read_published"]


def read_published(store: Store, trajectories: Sequence[NamedNode]) -> Document:
    """What the newest revision says of these trajectories, their parts and their agreements.

    The document has no text, so findings in it have no line. Raises UnknownTermError when none is a published
    trajectory, and StoreError.
    """
    with store.reader() as reader:
        triples = tuple(reader.construct(_question().bind(trajectory=trajectories)))
    if not triples:
        raise UnknownTermError(
            "There is no published trajectory with this key.", remedy="Take the key from the trajectory's own address."
        )
    return Document(name="", text="", triples=triples, prefixes={}, base="")


@cache
def _question() -> Question:
    return load_question(Path(__file__).with_name("describe_trajectory.rq"))
