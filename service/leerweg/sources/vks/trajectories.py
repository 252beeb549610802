"""The short list of dual programmes with one trajectory each (title, contract, hours, qualifications, contexts)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Record, Rejection
from leerweg.namespaces import NOTATION, PREF_LABEL, RDF_TYPE, Identifiers, lw
from leerweg.sources.vks.codes import AGREEMENT_TYPES, CONTEXT_RULES, TRAJECTORY_KINDS, concept_of
from leerweg.sources.vks.forms import Item
from leerweg.sources.vks.hours import Hours
from leerweg.sources.vks.nodes import Node, Refusal
from leerweg.sources.vks.programmes import ADV, OT, Mentions, hour_triples, programme_key, trajectory_triples
from leerweg.sources.vks.qualifications import BK, DBK
from leerweg.sources.vks.triples import IS_VERSION_OF, dutch, number

__all__ = ["trajectory_records"]

_EARLIER = re.compile(r"onderdelen ([\d, and]+?) the OT code belongs to the earlier", re.IGNORECASE)


def trajectory_records(item: Item, identifiers: Identifiers, met: Mentions) -> Iterator[Record | Rejection]:
    """The programme, its version (unless a fuller form described it) and its trajectory, a record each."""
    node = item.node
    try:
        key = programme_key(node)
        yield from _programme(node, key, identifiers, met)
        earlier = key.removeprefix("S-") in _numbers_of_earlier(item.source)
        yield from _version(node, key, identifiers, met, earlier=earlier)
        yield from _trajectory(node, key, identifiers, met, earlier=earlier)
    except Refusal as refusal:
        yield refusal.rejection(f"trajectory at {node.pointer}")


def _numbers_of_earlier(source: str) -> set[str]:
    """The programmes of which the list itself says that its trajectory belongs to an earlier recognition."""
    match = _EARLIER.search(source)
    return set(re.findall(r"\d+", match[1])) if match else set()


def _programme(node: Node, key: str, identifiers: Identifiers, met: Mentions) -> Iterator[Record]:
    title = (node / "titel").needed_label()
    known = met.programmes.get(key)
    if known is None:
        subject = identifiers.of("programme", key)
        triples = (
            Triple(subject, RDF_TYPE, lw("Programme")),
            Triple(subject, NOTATION, Literal(key)),
            Triple(subject, PREF_LABEL, dutch(title)),
        )
        met.programmes[key] = title
        yield Record(key, node.where, triples)
    elif known != title:
        note = f"The title is '{title}' here; '{known}' stands." if known else f"The title is '{title}' here."
        yield Record(f"{key} title", (node / "titel").where, (), (note,))


def _version(node: Node, key: str, identifiers: Identifiers, met: Mentions, *, earlier: bool) -> Iterator[Record]:
    recognition = (node / "adv").code(ADV, "a code of a recognition, such as ADV-1146") if node / "adv" else ""
    if known := met.versions.get(recognition):
        note = f"The version {known} is described more fully elsewhere in this delivery; that stands."
        yield Record(f"{key} {recognition}", node.where, (), (note,))
        return
    code = _trajectory_code(node)
    name = f"{key}-{recognition or code}"
    subject = identifiers.of("programme", name)
    triples = [
        Triple(subject, RDF_TYPE, lw("ProgrammeVersion")),
        Triple(subject, IS_VERSION_OF, identifiers.of("programme", key)),
        Triple(subject, PREF_LABEL, dutch((node / "titel").needed_label())),
    ]
    if recognition:
        triples.append(Triple(subject, NOTATION, Literal(recognition)))
    if not earlier:
        trajectory = identifiers.of("standard-trajectory", code)
        triples.append(Triple(subject, lw("hasStandardTrajectory"), trajectory))
    if kind := concept_of(node / "contract", AGREEMENT_TYPES):
        triples.append(Triple(subject, lw("agreementType"), kind))
    triples.extend(hour_triples(subject, _hours(node)))
    triples.extend(_contexts(node / "contexten", subject))
    triples.extend(Triple(subject, lw("leadsTo"), goal) for goal in _goals(node, identifiers, met))
    notes = [f"The list gives neither number nor dates of the version; its key is {name}."]
    if node / "flexibele_instap":
        notes.append("The rule of flexible entry (flexibele_instap) is not taken over.")
    if node / "contexten" / "van":
        notes.append(f"The rule is on {(node / 'contexten' / 'van').whole_number()} contexts.")
    yield Record(name, node.where, tuple(triples), tuple(notes))


def _trajectory(node: Node, key: str, identifiers: Identifiers, met: Mentions, *, earlier: bool) -> Iterator[Record]:
    code = _trajectory_code(node)
    if code in met.trajectories:
        return
    met.trajectories.add(code)
    subject = identifiers.of("standard-trajectory", code)
    goals = _goals(node, identifiers, met)
    title = (node / "titel").needed_label()
    programme = identifiers.of("programme", key)
    triples = list(trajectory_triples(subject, programme, code, title, goals))
    if kind := concept_of(node / "soort", TRAJECTORY_KINDS):
        triples.append(Triple(subject, lw("trajectoryKind"), kind))
    notes = ("The trajectory belongs to an earlier recognition than the one listed.",) if earlier else ()
    yield Record(code, node.where, tuple(triples), notes)


def _trajectory_code(node: Node) -> str:
    return (node / "traject").code(OT, "a code of a trajectory, such as OT-01454")


def _hours(node: Node) -> Hours:
    least, most = (node / "uren_min").whole_number(), (node / "uren_max").whole_number()
    return Hours(str(least or ""), str(most or ""), (node / "afwijking").truth() is True)


def _contexts(node: Node, subject: NamedNode) -> Iterator[Triple]:
    if rule := concept_of(node / "code", CONTEXT_RULES):
        yield Triple(subject, lw("contextRule"), rule)
    if (count := (node / "aantal").whole_number()) is not None:
        yield Triple(subject, lw("contextCount"), number(count))
    for item in (node / "lijst").items():
        yield Triple(subject, lw("requiredContext"), dutch(item.needed_label()))


def _goals(node: Node, identifiers: Identifiers, met: Mentions) -> list[NamedNode]:
    goals = []
    for member, pattern in (("bks", BK), ("dbks", DBK)):
        for item in (node / member).items():
            code = item.code(pattern, "a code of a qualification, such as BK-0117-2 or BK-0130-5-DBK-01")
            met.meet(code, item)
            goals.append(identifiers.of("qualification", code))
    return goals
