"""`leerweg combine`: which workplaces together teach a qualification, on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated

import typer

from leerweg.bootstrap import evidence_of
from leerweg.cli.options import (
    BaseOption,
    BasisOption,
    DateOption,
    Form,
    FormOption,
    Lang,
    LangOption,
    RegionOption,
    StoreOption,
    day,
    service,
)
from leerweg.cli.output import name, write_bytes, write_csv, write_json, write_lines, write_table
from leerweg.linkeddata.documents import serialise
from leerweg.model.answers import Basis
from leerweg.model.combinations import Aim, Combination, Combinations, Preference, Witness

__all__ = ["combine"]

_UNITS = {
    Preference.FEWEST_SITES: "{:.0f} workplaces",
    Preference.LEAST_TRAVEL: "{:.1f} km",
    Preference.ONE_COMPANY: "{:.0f} companies",
}


def combine(
    of: Annotated[str, typer.Argument(help="A qualification or programme: IRI, code or label.")],
    region: RegionOption = None,
    near: Annotated[
        str, typer.Option("--near", help="Measure from here: a municipality, a site or school, or latitude,longitude.")
    ] = "",
    within: Annotated[float | None, typer.Option("--within", help="At most so many km from there.")] = None,
    on: DateOption = None,
    until: Annotated[
        str | None, typer.Option("--until", help="The last day: they must be able to teach on each day up to it.")
    ] = None,
    basis: BasisOption = Basis.RECOGNISED,
    prefer: Annotated[
        Preference, typer.Option("--prefer", help="What counts first; the others decide between equals.")
    ] = Preference.FEWEST_SITES,
    possible: Annotated[bool, typer.Option("--possible", help="Count what is only possibly taught as taught.")] = False,
    alternatives: Annotated[int, typer.Option("--alternatives", min=0, max=20, help="How many others to show.")] = 3,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0, max=60, help="Work at most about so long; then show the best found.")
    ] = 5.0,
    form: FormOption = Form.TABLE,
    lang: LangOption = Lang.NL,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """The smallest set of workplaces that together teach a qualification, or what nobody in reach teaches."""
    rooms = service(store, base)
    aim = Aim(
        near=near,
        within=within,
        until=day(until, "--until") if until else None,
        prefer=prefer,
        possible=possible,
        alternatives=alternatives,
        seconds=seconds,
    )
    answer = rooms.atlas.combinations(of, region=region, on=day(on), basis=basis, aim=aim, language=lang.value)
    if form is Form.JSON:
        write_json(_members(answer))
    elif form is Form.CSV:
        write_csv(("set", "workplace", "municipality", "km", "competence", "code", "verdict"), _cells(answer))
    elif form is Form.TURTLE:
        things = (chosen.site.iri for item in answer.items for chosen in item.sites)
        write_bytes(serialise(list(evidence_of(rooms, dict.fromkeys(things))), "text/turtle"))
    else:
        _write_tables(answer)


def _members(answer: Combinations) -> dict[str, object]:
    """The members of the JSON, called as those of the other answers."""
    own = {field.name: getattr(answer, field.name) for field in fields(answer) if field.name != "revision"}
    return {**own, "complete": answer.complete, "data_version": answer.revision}


def _cells(answer: Combinations) -> Iterator[tuple[str, ...]]:
    """Who teaches what in each set, a row each; then, without a number, who teaches elsewhere what is missing."""
    for number, item in enumerate(answer.items, 1):
        for chosen in item.sites:
            place = (str(number), name(chosen.site), name(chosen.municipality), _km(chosen.distance))
            for verdict, taught in (("proved", chosen.proved), ("possible", chosen.possible)):
                yield from ((*place, name(one), one.code, verdict) for one in taught)
    for missing in answer.untaught:
        yield "", *_place(missing.nearest), name(missing.competence), missing.competence.code, "not in reach"


def _write_tables(answer: Combinations) -> None:
    asked = answer.asked
    whole, missing = len(answer.competences), len(answer.untaught)
    columns = ("set", "workplace", "municipality", "company", "km", "proved", "possible")
    rows = [
        (
            str(number) if place == 0 else "",
            name(chosen.site),
            name(chosen.municipality) if chosen.municipality.iri else "",
            name(chosen.organisation) if chosen.organisation.iri else "",
            _km(chosen.distance),
            str(len(chosen.proved)),
            str(len(chosen.possible)),
        )
        for number, item in enumerate(answer.items, 1)
        for place, chosen in enumerate(item.sites)
    ]
    title = f"{name(asked.subject)}: sets of workplaces that together teach {whole - missing} of {whole} competences"
    write_table(title, columns, rows)
    if answer.untaught:
        heads = ("competence", "code", "nearest elsewhere", "municipality", "km", "possible in reach")
        lacking = [
            (name(item.competence), item.competence.code, *_place(item.nearest), str(item.possible_count))
            for item in answer.untaught
        ]
        write_table("No set teaches everything: nobody in reach is proved to teach these", heads, lacking)
    write_lines([*_findings(answer), _about(answer)])


def _findings(answer: Combinations) -> Iterator[str]:
    """What was proved, and what was not."""
    if answer.items:
        yield _verdict(answer.items[0])
    if len(answer.apart) > 1:
        yield f"Fewer cannot do: no workplace in reach teaches two of {'; '.join(name(one) for one in answer.apart)}."
    if answer.items and answer.items[0].only_possible:
        yield f"Only possibly taught: {'; '.join(name(one) for one in answer.items[0].only_possible)}."
    if answer.unplaced_count:
        shown = "; ".join(name(one) for one in answer.unplaced)
        yield f"Place unknown, so left out: {answer.unplaced_count} ({shown})."


def _verdict(best: Combination) -> str:
    if best.proven or best.open is None:
        return "Proven: no set is better than the first."
    bound = _UNITS[best.open].format(best.bound)
    return f"Not proven: the work was ended first. The first is the best found; no set can have less than {bound}."


def _about(answer: Combinations) -> str:
    asked = answer.asked
    days = f"on {asked.on.isoformat()}" if asked.until == asked.on else f"every day {asked.on} to {asked.until}"
    near = f", from {name(asked.near.place)}" if asked.near else ""
    within = f" within {asked.within:g} km" if asked.within is not None else ""
    counted = f"{answer.reachable} workplace{'' if answer.reachable == 1 else 's'} considered"
    return (
        f"{counted}. {name(asked.region)}{near}{within}, {days}, {asked.basis.value}, {asked.prefer.value} first; "
        f"data version {answer.revision}."
    )


def _place(witness: Witness | None) -> tuple[str, str, str]:
    if witness is None:
        return "nobody", "", ""
    return name(witness.site), name(witness.municipality), _km(witness.distance)


def _km(distance: float | None) -> str:
    return "" if distance is None else f"{distance:.1f}"
