"""The badge of a published trajectory: whether it conforms, asks for decisions, or does not conform."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from leerweg.api.caching import today
from leerweg.api.workers import Workers
from leerweg.linkeddata import choose_language
from leerweg.namespaces import Identifiers
from leerweg.store import Store
from leerweg.store.answer_cache import AnswerCache
from leerweg.validation import Validator
from leerweg.validation.labels import Labels
from leerweg.validation.published import read_published
from leerweg.validation.reports.badge import Verdict, render_badge, verdict_in_short
from leerweg.validation.shapes import PUBLISHING

__all__ = ["badges_router"]

_SVG = "image/svg+xml"
_HEADERS = {"Content-Security-Policy": "default-src 'none'"}


def badges_router(
    identifiers: Identifiers, store: Store, cache: AnswerCache, validator: Validator, workers: Workers
) -> APIRouter:
    """The route of the badges."""
    router = APIRouter(tags=["validation"])

    def judge(key: str) -> tuple[Verdict, dict[str, str]]:
        """The verdict on a trajectory and its name per language, once per revision and day."""
        trajectory = identifiers.of("trajectory", key)

        def ask() -> tuple[Verdict, dict[str, str]]:
            document = read_published(store, [trajectory])
            verdict = verdict_in_short(replace(validator, profile=PUBLISHING).report_on(document))
            return verdict, dict(Labels(document.triples).of(trajectory.value))

        return cache.get(("badge", trajectory.value, today()), ask)

    @router.get(
        "/badge/{key}.svg",
        summary="The badge of a published trajectory",
        response_class=Response,
        responses={200: {"description": "The badge.", "content": {_SVG: {}}}},
    )
    async def badge(
        key: Annotated[str, Path(min_length=1, max_length=200, description="The key, such as `T-2026-97`.")],
        lang: Annotated[str, Query(pattern="^(nl|en|fr)?$", description="Language of the badge.")] = "nl",
    ) -> Response:
        """A small picture that says whether the trajectory conforms today, as it is published."""
        language = choose_language("", lang)
        verdict, names = await workers.run(judge, key)
        return Response(render_badge(verdict, names[language], language), media_type=_SVG, headers=_HEADERS)

    return router
