"""Fewer workplaces to choose from, without another answer: what others always do better is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from leerweg.coverage.combining.problem import Problem, Workplace
from leerweg.model.combinations import Preference

__all__ = ["reduce"]

Mask = NDArray[np.uint64]


def reduce(problem: Problem, answers: int, prefer: Preference) -> Problem:
    """The problem without workplaces that are in none of the first `answers` combinations.

    In a combination, a workplace can give way to one that teaches as much and is nearer, or as near with an IRI that
    comes first. What is left then (some workplaces may have become superfluous) is a better combination, and another
    one for every workplace that it gave way to: where `answers` of those are there, it comes after all of them. One
    thing can spoil this: another company comes in. That is no harm where kilometres count before companies and fewer
    of them are made; nor where the workplace takes its own company with it, which one without sisters does.
    """
    masks = _masks(problem)
    sisters = Counter(workplace.company for workplace in problem.workplaces)
    kilometres_first = prefer is not Preference.ONE_COMPANY
    nearer, all_of_them, by_company = _Kept(), _Kept(), defaultdict[str, _Kept](_Kept)
    stays: list[Workplace] = []
    for _, as_near in groupby(sorted(problem.workplaces, key=_merit), key=lambda item: item.distance):
        kept: list[Workplace] = []
        for workplace in as_near:
            mask = masks[workplace.site]
            rivals = all_of_them if sisters[workplace.company] == 1 else by_company[workplace.company]
            if mask.any() and not nearer.outdo(mask, answers) and not rivals.outdo(mask, answers):
                kept.append(workplace)
                all_of_them.add(mask)
                by_company[workplace.company].add(mask)
        stays += kept
        if kilometres_first:
            for workplace in kept:
                nearer.add(masks[workplace.site])
    return Problem(problem.competences, sorted(stays, key=lambda item: item.site))


def _merit(workplace: Workplace) -> tuple[int, str]:
    return workplace.distance, workplace.site


class _Kept:
    """What the workplaces that stay teach: a row of bits each."""

    def __init__(self) -> None:
        self._rows = np.zeros((0, 1), dtype=np.uint64)
        self._number = 0

    def add(self, mask: Mask) -> None:
        """One more that stays."""
        if self._number == len(self._rows):
            rows = np.zeros((max(2 * self._number, 8), len(mask)), dtype=np.uint64)
            if self._number:
                rows[: self._number] = self._rows
            self._rows = rows
        self._rows[self._number] = mask
        self._number += 1

    def outdo(self, mask: Mask, times: int) -> bool:
        """Whether so many of them teach all of this."""
        if self._number < times:
            return False
        rows = self._rows[: self._number]
        return int(np.count_nonzero(((rows & mask) == mask).all(axis=1))) >= times


def _masks(problem: Problem) -> dict[str, Mask]:
    """What each workplace teaches, as bits in words of 64."""
    place_of = {competence: place for place, competence in enumerate(problem.competences)}
    masks: dict[str, Mask] = {}
    for workplace in problem.workplaces:
        mask = masks[workplace.site] = np.zeros(len(place_of) // 64 + 1, dtype=np.uint64)
        for place in (place_of[item] for item in workplace.teaches if item in place_of):
            mask[place // 64] |= np.uint64(1 << (place % 64))
    return masks
