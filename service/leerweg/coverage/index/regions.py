"""Which sites lie in a region."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from leerweg.coverage.index.relation import Codes, Flags, Relation

__all__ = ["Regions"]


class Regions:
    """The places of sites: municipalities, and what they lie in, over any number of steps."""

    def __init__(self, located: Relation, broader: Relation, place_of: Codes, sites: int) -> None:
        self._inside: defaultdict[int, set[int]] = defaultdict(set)
        for relation in (located, broader):
            for thing, around in zip(relation.subjects.tolist(), relation.objects.tolist(), strict=True):
                self._inside[around].add(thing)
        self._place_of = place_of
        self._sites = sites
        self._known: dict[int, Flags] = {}

    def sites_in(self, region: int) -> Flags:
        """Which sites lie in this region, by their place in the list of sites."""
        if region not in self._known:
            self._known[region] = self._found(region)
        return self._known[region]

    def _found(self, region: int) -> Flags:
        inside: set[int] = set()
        waiting = [region]
        while waiting:
            for thing in self._inside.get(waiting.pop(), ()):
                if thing not in inside:
                    inside.add(thing)
                    waiting.append(thing)
        places = self._place_of[np.fromiter(inside, np.int32, len(inside))]
        found = np.zeros(self._sites, dtype=bool)
        found[places[places >= 0]] = True
        return found
