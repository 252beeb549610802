"""Pairs of numbers that can be joined: one property of the graph."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Codes", "Flags", "Relation", "spread"]

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]
Positions = NDArray[np.int64]


class Relation:
    """Pairs of subject and object, in the order of the subjects."""

    def __init__(self, subjects: Codes, objects: Codes) -> None:
        order = np.argsort(subjects, kind="stable")
        self.subjects = subjects[order]
        self.objects = objects[order]

    @cached_property
    def inverse(self) -> Relation:
        """The same pairs, from object to subject."""
        return Relation(self.objects, self.subjects)

    def of(self, subject: int) -> Codes:
        """The objects of one subject."""
        first, last = np.searchsorted(self.subjects, [subject, subject + 1])
        return self.objects[first:last]

    def join(self, keys: Codes) -> tuple[Positions, Codes]:
        """Where in `keys` each pair with such a subject belongs, and its object; a key without a pair falls away."""
        first = np.searchsorted(self.subjects, keys, "left")
        last = np.searchsorted(self.subjects, keys, "right")
        positions, places = spread(first, last)
        return positions, self.objects[places]

    def left_join(self, keys: Codes) -> tuple[Positions, Codes]:
        """The same, where a key without a pair stays, with the object -1."""
        first = np.searchsorted(self.subjects, keys, "left")
        last = np.searchsorted(self.subjects, keys, "right")
        positions, places = spread(first, np.maximum(last, first + 1))
        objects = np.append(self.objects, np.int32(-1))[np.minimum(places, len(self.objects))]
        return positions, np.where((last > first)[positions], objects, np.int32(-1))


def spread(first: Positions, last: Positions) -> tuple[Positions, Positions]:
    """For ranges first…last (without last): the number of the range and the place, for every place in them."""
    counts = last - first
    ranges = np.repeat(np.arange(len(counts)), counts)
    starts = np.repeat(first - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) if len(counts) else counts
    return ranges, np.arange(len(ranges)) + starts
