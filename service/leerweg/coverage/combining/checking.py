"""A second look at what the solver found: plain sets, no solver."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from leerweg.coverage.asking import question, read, xsd_date
from leerweg.coverage.combining.problem import Amount, Problem, Workplace, amount_of
from leerweg.model.answers import Asked
from leerweg.store import Reader

__all__ = ["complaints_about", "states", "untaught_in"]


def complaints_about(
    problem: Problem, chosen: Sequence[Workplace], amount: Amount, apart: Collection[str] = ()
) -> Iterator[str]:
    """What is wrong with a combination, its cost, or its proof that fewer workplaces do not suffice; nothing, if sound.

    `apart`: competences of which no workplace is said to teach two.
    """
    offered = {workplace.site: workplace for workplace in problem.workplaces}
    for workplace in chosen:
        if offered.get(workplace.site) != workplace:
            yield f"{workplace.site} was not to choose from as it stands"
        others = {item for other in chosen if other.site != workplace.site for item in other.teaches}
        if others.issuperset(problem.competences):
            yield f"{workplace.site} can be left out"
    taught = {item for workplace in chosen for item in workplace.teaches}
    yield from (f"{item} is not taught" for item in problem.competences if item not in taught)
    if amount_of(chosen) != amount:
        yield f"the cost is {amount_of(chosen)}, not {amount}"
    for workplace in problem.workplaces if apart else ():
        if len(workplace.teaches.intersection(apart)) > 1:
            yield f"{workplace.site} teaches two of what is said to be taught apart"


def states(asked: Asked, sites: Sequence[str]) -> str:
    """The SPARQL that says what these sites leave untaught on the first day."""
    return question("list_untaught").bind(
        qualification=[NamedNode(qualification.iri) for qualification in asked.qualifications],
        site=[NamedNode(site) for site in sites],
        on=xsd_date(asked.on),
        basis=Literal(asked.basis.value),
    )


def untaught_in(reader: Reader, asked: Asked, sites: Sequence[str]) -> dict[str, int]:
    """What these sites leave untaught according to the store itself, with how many of them possibly teach it."""
    rows = (read(row, "competence", "possible") for row in reader.select(states(asked, sites)))
    return {row["competence"]: int(row["possible"]) for row in rows}
