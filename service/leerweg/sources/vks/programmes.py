"""Dual programmes (structuuronderdelen) with their recognised versions, awards and standard trajectories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Location, Record, Rejection
from leerweg.namespaces import NOTATION, PREF_LABEL, RDF_TYPE, XSD, Identifiers, lw, scheme
from leerweg.sources.digests import digest_of_bytes
from leerweg.sources.vks.codes import (
    AGREEMENT_TYPES,
    AWARD_TYPES,
    CONTEXT_RULES,
    REGIMES,
    STATUSES,
    TRAJECTORY_FORMS,
    TRAJECTORY_KINDS,
    concept_of,
)
from leerweg.sources.vks.hours import Hours, read_hours, read_title
from leerweg.sources.vks.nodes import Node, Refusal
from leerweg.sources.vks.qualifications import BK, DBK
from leerweg.sources.vks.triples import IS_VERSION_OF, date, dutch, number, truth

__all__ = ["ADV", "OT", "Mentions", "hour_triples", "programme_key", "programme_records", "trajectory_triples"]

ADV = r"ADV-\d{4}"
OT = r"OT-\d{5}"
_VERSION = r"S-\d+-V\d+"
_AWARD_LEVEL = re.compile(r"BK([1-8])")
_DECIMAL = NamedNode(XSD + "decimal")


@dataclass
class Mentions:
    """What programmes and trajectories say in passing of things that may be described elsewhere, or nowhere.

    `titles` and `levels` are of qualification codes, `places` where each was met first; `versions` are recognised
    programme versions by ADV code, `programmes` the titles stated, `trajectories` the codes described.
    """

    titles: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    programmes: dict[str, str] = field(default_factory=dict)
    trajectories: set[str] = field(default_factory=set)

    def meet(self, code: str, node: Node, title: str = "", level: int = 0) -> None:
        """Remember a qualification code, with its title and level where they are given."""
        self.places.setdefault(code, node.where)
        if title:
            self.titles.setdefault(code, title)
        if level:
            self.levels.setdefault(code, level)


def programme_key(node: Node) -> str:
    """The key of the programme an object is about, `S-97`. Raises Refusal where the number is missing."""
    part = (node / "onderdeel").whole_number()
    if part is None or part < 1:
        raise Refusal(node / "onderdeel", "There is no number of a programme (structuuronderdeel) here.")
    return f"S-{part}"


def programme_records(node: Node, identifiers: Identifiers, met: Mentions) -> Iterator[Record | Rejection]:
    """One record for the programme, one for each recognised version and for each trajectory; `met` is added to."""
    try:
        key = programme_key(node)
        versions = list((node / "erkenningen").items())
    except Refusal as refusal:
        yield refusal.rejection(f"programme at {refusal.node.pointer}")
        return
    programme = identifiers.of("programme", key)
    titles = [title for version in versions if (title := _title(version))]
    title = titles[-1] if titles else key
    met.programmes.setdefault(key, title if titles else "")
    about = [
        Triple(programme, RDF_TYPE, lw("Programme")),
        Triple(programme, NOTATION, Literal(key)),
        Triple(programme, PREF_LABEL, dutch(title)),
    ]
    notes = () if titles else ("The file gives no title of the programme; its code stands for it.",)
    yield Record(key, node.where, tuple(about), notes)
    for version in versions:
        try:
            yield _version(version, key, identifiers, met)
        except Refusal as refusal:
            yield refusal.rejection(f"{key} version at {version.pointer}")
            continue
        yield from _trajectories(version, programme, identifiers, met)


def hour_triples(subject: NamedNode, hours: Hours) -> Iterator[Triple]:
    """The hours of the workplace component of a programme version."""
    for name, value in (("minimumWorkplaceHours", hours.minimum), ("maximumWorkplaceHours", hours.maximum)):
        if value:
            yield Triple(subject, lw(name), Literal(value, datatype=_DECIMAL))
    yield Triple(subject, lw("hasDerogation"), truth(hours.derogates))


def trajectory_triples(
    subject: NamedNode, programme: NamedNode, code: str, title: str, goals: Iterable[NamedNode]
) -> Iterator[Triple]:
    """What every description of a standard trajectory states; `goals` are qualifications."""
    yield Triple(subject, RDF_TYPE, lw("StandardTrajectory"))
    yield Triple(subject, NOTATION, Literal(code))
    yield Triple(subject, PREF_LABEL, dutch(title))
    yield Triple(subject, lw("ofProgramme"), programme)
    for goal in goals:
        yield Triple(subject, lw("leadsTo"), goal)


def _title(version: Node) -> str:
    try:
        return read_title((version / "extra" / "arbeidsovereenkomst" / "omschrijving").label())
    except Refusal:
        return ""  # the record of the version says what is wrong there


def _version(node: Node, programme: str, identifiers: Identifiers, met: Mentions) -> Record:
    key = (node / "versie").code(_VERSION, "a version of a programme, such as S-97-V1")
    if not key.startswith(f"{programme}-"):
        raise Refusal(node / "versie", f"{key} is no version of {programme}.")
    subject = identifiers.of("programme", key)
    recognition = (node / "adv").code(ADV, "a code of a recognition, such as ADV-1146")
    triples = [
        Triple(subject, RDF_TYPE, lw("ProgrammeVersion")),
        Triple(subject, IS_VERSION_OF, identifiers.of("programme", programme)),
        Triple(subject, NOTATION, Literal(key)),
        Triple(subject, NOTATION, Literal(recognition)),
        Triple(subject, lw("versionNumber"), number(int(key.rpartition("V")[2]))),
        Triple(subject, PREF_LABEL, dutch(_title(node) or key)),
    ]
    for member, name in (("begindatum", "validFrom"), ("einddatum", "validUntil")):
        if day := (node / member).date():
            triples.append(Triple(subject, lw(name), date(day)))
    notes: list[str] = []
    triples.extend(_goals(node, subject, identifiers, met))
    triples.extend(_agreement(node / "extra" / "arbeidsovereenkomst", subject, notes))
    triples.extend(_contexts(node / "extra" / "verplichte_contexten", subject))
    triples.extend(_awards(node, subject, key, identifiers, met))
    for item in (node / "extra" / "trajecten").items():
        code = (item / "code").code(OT, "a code of a trajectory, such as OT-01454")
        triples.append(Triple(subject, lw("hasStandardTrajectory"), identifiers.of("standard-trajectory", code)))
    if status := concept_of(node / "status", STATUSES):
        triples.append(Triple(subject, lw("status"), status))
    if node / "extra" / "flexibele_instap":
        notes.append("The rules of flexible entry (flexibele_instap) are not taken over.")
    met.versions[recognition] = key
    return Record(key, node.where, tuple(triples), tuple(notes))


def _goals(node: Node, subject: NamedNode, identifiers: Identifiers, met: Mentions) -> Iterator[Triple]:
    for item in (node / "bks").items():
        code = (item / "bk").code(BK, "a code of a qualification version, such as BK-0117-2")
        met.meet(code, item, (item / "titel").label())
        goal = identifiers.of("qualification", code)
        extent = (item / "extra" / "volledigheid").label() or "Volledig"
        if extent.startswith("Gedeeltelijk"):
            yield Triple(subject, lw("leadsPartlyTo"), goal)
        elif extent != "Volledig":
            raise Refusal(item / "extra" / "volledigheid", f"'{extent}' is neither Volledig nor Gedeeltelijk.")
        yield Triple(subject, lw("leadsTo"), goal)


def _agreement(node: Node, subject: NamedNode, notes: list[str]) -> Iterator[Triple]:
    if not node:
        notes.append("There is nothing on the agreement (arbeidsovereenkomst).")
        return
    if kind := concept_of(node / "soort_arbeidsovereenkomst" / "code", AGREEMENT_TYPES):
        yield Triple(subject, lw("agreementType"), kind)
    hours = read_hours((node / "werkplekcomponent_type").label(), (node / "omschrijving").label())
    notes.extend(hours.notes)
    yield from hour_triples(subject, hours)
    if (maribel := (node / "maribel").truth()) is not None:
        yield Triple(subject, lw("allowsMaribel"), truth(maribel))


def _contexts(node: Node, subject: NamedNode) -> Iterator[Triple]:
    if rule := concept_of(node / "code", CONTEXT_RULES):
        yield Triple(subject, lw("contextRule"), rule)
    if (count := (node / "aantal").whole_number()) is not None:
        yield Triple(subject, lw("contextCount"), number(count))
    for item in (node / "contexten").items():
        yield Triple(subject, lw("requiredContext"), dutch((item / "naam").needed_label()))


def _awards(node: Node, version: NamedNode, key: str, identifiers: Identifiers, met: Mentions) -> Iterator[Triple]:
    for item in (node / "bekrachtigingen").items():
        name = (item / "naam").needed_label()
        subject = identifiers.of("award", f"{key}-{digest_of_bytes(name.encode('utf-8'))[:12]}")
        yield Triple(version, lw("awards"), subject)
        yield Triple(subject, RDF_TYPE, lw("Award"))
        yield Triple(subject, PREF_LABEL, dutch(name))
        extra = item / "extra"
        if kind := concept_of(extra / "led_bewijstype", AWARD_TYPES):
            yield Triple(subject, lw("awardType"), kind)
        if (highest := (extra / "maximale_studiebekrachtiging").truth()) is not None:
            yield Triple(subject, lw("isMaximalAward"), truth(highest))
        if goal := _award_goal(item, met):
            yield Triple(subject, lw("awardFor"), identifiers.of("qualification", goal))


def _award_goal(item: Node, met: Mentions) -> str:
    if item / "bk":
        code = (item / "bk").code(BK, "a code of a qualification version, such as BK-0117-2")
        level = _AWARD_LEVEL.fullmatch((item / "extra" / "vks_niveau").label())
        met.meet(code, item, level=int(level[1]) if level else 0)
        return code
    if item / "dbk":
        code = (item / "dbk").code(DBK, "a code of a partial qualification, such as BK-0130-5-DBK-01")
        met.meet(code, item, (item / "extra" / "deelkwalificatie" / "titel").label())
        return code
    return ""


def _trajectories(
    version: Node, programme: NamedNode, identifiers: Identifiers, met: Mentions
) -> Iterator[Record | Rejection]:
    goals = [identifiers.of("qualification", (item / "bk").label()) for item in (version / "bks").items()]
    for item in (version / "extra" / "trajecten").items():
        code = (item / "code").label()
        if code in met.trajectories:
            continue
        try:
            subject = identifiers.of("standard-trajectory", code)
            title = (item / "naam").label() or code
            triples = list(trajectory_triples(subject, programme, code, title, goals))
            if kind := concept_of(item / "type", TRAJECTORY_KINDS):
                triples.append(Triple(subject, lw("trajectoryKind"), kind))
            if form := concept_of(item / "soort", TRAJECTORY_FORMS):
                triples.append(Triple(subject, lw("trajectoryKind"), form))
            if regime := REGIMES.get((item / "soort").label()):
                triples.append(Triple(subject, lw("regime"), scheme("regime", regime)))
        except Refusal as refusal:
            yield refusal.rejection(code)
            continue
        met.trajectories.add(code)
        yield Record(code, item.where, tuple(triples))
