"""What a reader filled in, and what it means: the form's fields become a question, or problems beside their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leerweg.coverage import Finder
from leerweg.errors import AmbiguousTermError, InputError, MalformedInputError, UnknownTermError
from leerweg.model.answers import Basis, Reference

__all__ = ["KINDS", "Candidate", "Problem", "Understood", "Wish", "read_wish", "understand"]

KINDS = ("competence", "qualification", "programme")
_LONGEST = 300
_MOST_PAGES = 100_000


@dataclass(frozen=True)
class Wish:
    """The fields of the form as they were filled in.

    `q` is what was typed; `thing` the code or IRI of what was chosen before, which counts as long as `q` is empty or
    still its name. `municipality` goes before `region`.
    """

    q: str = ""
    thing: str = ""
    region: str = ""
    municipality: str = ""
    on: str = ""
    basis: str = Basis.RECOGNISED.value
    page: int = 1
    sent: bool = False

    def parameters(self, **changes: object) -> dict[str, object]:
        """The parameters of a link that asks the same, but for these changes."""
        same = {
            "q": self.q,
            "thing": self.thing,
            "region": self.region,
            "municipality": self.municipality,
            "on": self.on,
            "basis": self.basis,
        }
        return {**same, **changes}


@dataclass(frozen=True)
class Candidate:
    """One of the things that a text can mean."""

    reference: Reference
    kind: str


@dataclass(frozen=True)
class Problem:
    """Why a field cannot be used: the key of the text that says so, what was given, and what it can mean instead."""

    field: str
    key: str
    given: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Understood:
    """A question that can be asked; `region` is a code or IRI, empty for the whole country."""

    subject: Reference
    kind: str
    region: str
    on: date
    basis: Basis
    page: int


def read_wish(parameters: Mapping[str, str], today: date) -> Wish:
    """The form as it was filled in; what is absent gets its default."""
    given = {name: value.strip()[:_LONGEST] for name, value in parameters.items()}
    page = given.get("page", "1")
    return Wish(
        q=given.get("q", ""),
        thing=given.get("thing", ""),
        region=given.get("region", ""),
        municipality=given.get("municipality", ""),
        on=given.get("on") or today.isoformat(),
        basis=given.get("basis") or Basis.RECOGNISED.value,
        page=min(int(page), _MOST_PAGES) if page.isdecimal() and int(page) else 1,
        sent="q" in given or "thing" in given,
    )


def understand(wish: Wish, finder: Finder, language: str) -> tuple[Understood | None, tuple[Problem, ...]]:
    """The question that was meant, or None and every problem in the way. Raises StoreError when the store fails."""
    problems: list[Problem] = []
    subject = _subject(wish, finder, language, problems)
    region = _region(wish, finder, language, problems)
    on = _date(wish.on, problems)
    basis = next((basis for basis in Basis if basis.value == wish.basis), None)
    if basis is None:
        problems.append(Problem("basis", "basis", wish.basis))
    if subject is None or on is None or basis is None or problems:
        return None, tuple(problems)
    return Understood(*subject, region, on, basis, wish.page), ()


def _subject(wish: Wish, finder: Finder, language: str, problems: list[Problem]) -> tuple[Reference, str] | None:
    if not wish.q and not wish.thing:
        problems.append(Problem("q", "nothing", ""))
        return None
    if wish.thing:
        try:
            chosen, kind = finder.find(wish.thing, kinds=KINDS, language=language)
        except InputError:
            chosen, kind = Reference(""), ""
        if chosen.iri and wish.q in ("", chosen.label):
            return chosen, kind
    return _found(wish.q or wish.thing, "q", KINDS, finder, language, problems)


def _region(wish: Wish, finder: Finder, language: str, problems: list[Problem]) -> str:
    field, given = ("municipality", wish.municipality) if wish.municipality else ("region", wish.region)
    if not given:
        return ""
    found = _found(given, field, ["region"], finder, language, problems)
    return found[0].code or found[0].iri if found else ""


def _found(
    given: str, field: str, kinds: tuple[str, ...] | list[str], finder: Finder, language: str, problems: list[Problem]
) -> tuple[Reference, str] | None:
    try:
        return finder.find(given, kinds=kinds, language=language)
    except AmbiguousTermError as ambiguous:
        things = (finder.find(iri, kinds=kinds, language=language) for iri, _ in ambiguous.candidates)
        candidates = tuple(Candidate(reference, kind) for reference, kind in things)
        problems.append(Problem(field, "ambiguous", given, candidates))
    except UnknownTermError:
        near = finder.search(given[: max(4, len(given) * 2 // 3)], kinds=kinds, language=language, limit=5)
        things = (finder.find(hit.iri, kinds=kinds, language=language) for hit in near)
        problems.append(Problem(field, "unknown", given, tuple(Candidate(*thing) for thing in things)))
    except MalformedInputError:
        problems.append(Problem(field, "malformed", given))
    return None


def _date(given: str, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        problems.append(Problem("on", "date", given))
        return None
