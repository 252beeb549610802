"""`/shapes`: every rule for people and machines: what it says, how to comply, where it comes from, its own Turtle."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from leerweg.errors import UnknownTermError
from leerweg.linkeddata.negotiation import LANGUAGES
from leerweg.namespaces import LW
from leerweg.validation.shapes import load_shapes
from leerweg.validation.wording import words_in
from leerweg.web.rendering import Pages
from leerweg.web.vocabulary_forms import DOWNLOADS, Desk, say, shorten
from leerweg.web.vocabulary_rules import Rule, RuleBook, load_rules
from leerweg.web.vocabulary_terms import load_vocabulary

__all__ = ["RulePages"]

_SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True)
class RulePages:
    """Documents the rules of this release, in the reader's language."""

    pages: Pages

    def router(self) -> APIRouter:
        """`/shapes`, `/shapes/<rule>`, `/shapes/<file>` and `/shapes/profiles/<gate>`."""
        router, desk = APIRouter(), Desk(self.pages)

        @router.get("/shapes", include_in_schema=False)
        @router.get("/shapes/", include_in_schema=False)
        async def whole(request: Request) -> Response:
            return await desk.answer(request, self._list, lambda: load_rules().turtle)

        @router.get("/shapes/profiles/{name}", include_in_schema=False)
        async def gate(request: Request, name: str) -> Response:
            return await desk.answer(
                request,
                lambda language: self._list(language, profile=name),
                lambda: _profile(name),
            )

        @router.get("/shapes/{name}", include_in_schema=False)
        async def one(request: Request, name: str) -> Response:
            return await desk.answer(request, lambda language: self._one(name, language), lambda: _turtle(name))

        return router

    def _list(self, language: str, *, topic: str = "", profile: str = "") -> HTMLResponse:
        book = load_rules()
        if profile:
            _profile(profile)
        path = f"/shapes/profiles/{profile}" if profile else f"/shapes/{topic}" if topic else "/shapes"
        return self.pages.respond(
            "vocabulary_rules.html",
            language,
            switches={other: f"{path}?lang={other}" for other in LANGUAGES},
            groups=_groups([rule for rule in book.rules.values() if _wanted(rule, topic, profile)]),
            profile=profile,
            topic=topic,
            profile_names=_profile_names(book, language),
            words=words_in(language),
            severities=_SEVERITIES,
            said=lambda texts: say(texts, language),
            downloads=[(label, f"{path}?format={form}") for form, label in DOWNLOADS],
        )

    def _one(self, name: str, language: str) -> HTMLResponse:
        book = load_rules()
        if name not in book.rules and name in book.topics:
            return self._list(language, topic=name)
        _turtle(name)
        rule = book.rules[name]
        return self.pages.respond(
            "vocabulary_rule.html",
            language,
            switches={other: f"/shapes/{name}?lang={other}" for other in LANGUAGES},
            rule=rule,
            near=_near(rule, book),
            profile_names=_profile_names(book, language),
            words=words_in(language),
            said=lambda texts: say(texts, language),
            short=shorten,
            find=lambda iri: load_vocabulary().terms.get(iri.removeprefix(LW)),
            downloads=[(label, f"/shapes/{name}?format={form}") for form, label in DOWNLOADS],
        )


def _wanted(rule: Rule, topic: str, profile: str) -> bool:
    return (not topic or rule.topic == topic) and (not profile or profile in rule.profiles)


def _groups(rules: list[Rule]) -> list[tuple[Rule, list[Rule]]]:
    """The rules by group, in reading order; each group with its first rule, which knows the group's name."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.shape.group, []).append(rule)
    return [(members[0], members) for members in found.values()]


def _near(rule: Rule, book: RuleBook) -> tuple[Rule | None, Rule | None]:
    """The rules before and after this one."""
    names = list(book.rules)
    at = names.index(rule.name)
    before = book.rules[names[at - 1]] if at else None
    return before, book.rules[names[at + 1]] if at + 1 < len(names) else None


def _profile_names(book: RuleBook, language: str) -> dict[str, str]:
    return {name: load_shapes(name).name[language] for name in book.profiles}


def _turtle(name: str) -> str:
    """The Turtle of a rule or of a file of rules; raises UnknownTermError when there is neither."""
    book = load_rules()
    if name in book.rules:
        return book.rules[name].turtle
    if name in book.topics:
        return book.topics[name]
    raise UnknownTermError("There is no rule of this name.", remedy="Look it up in the list of all rules, at /shapes.")


def _profile(name: str) -> str:
    book = load_rules()
    if name not in book.profiles:
        raise UnknownTermError(
            "There is no gate of this name.", remedy=f"There are: {', '.join(book.profiles)}; see /shapes."
        )
    return book.profiles[name]
