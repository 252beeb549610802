"""The Flemish qualification structure (VKS): qualifications, programmes and trajectories become one delivery.

Files of the forms that the official interface and its copies have, told apart by their content, several at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Delivery, Progress, Record, Rejection
from leerweg.namespaces import EQF, NOTATION, PREF_LABEL, RDF_TYPE, Identifiers, lw
from leerweg.sources.archives import read_json
from leerweg.sources.digests import digest_of_files, key_of_names
from leerweg.sources.text import plain
from leerweg.sources.vks.forms import Form, Item, find_items
from leerweg.sources.vks.model import Qualification, merge
from leerweg.sources.vks.nodes import Node, Refusal
from leerweg.sources.vks.programmes import Mentions, programme_records
from leerweg.sources.vks.qualifications import read_qualification
from leerweg.sources.vks.trajectories import trajectory_records
from leerweg.sources.vks.triples import dutch, number, qualification_records, series_triples

__all__ = ["read_vks"]

_UNCONFIRMED = "Unconfirmed: reuse of the Flemish qualification data is not yet granted in writing."


def read_vks(paths: Sequence[Path], identifiers: Identifiers, progress: Progress) -> Delivery:
    """What these JSON files state: a record per qualification, competence, programme, version and trajectory.

    Two descriptions of one qualification are merged, the fuller one standing; contradictions come as notes, bad values
    as rejections with a JSON pointer. The key of the delivery is made of the file names: give the same data the same
    name each time. Raises InputError's kinds for a file that is too large, no JSON, or of none of the known forms.
    """
    progress.start("reading the qualification structure", len(paths))
    roots = [Node(read_json(path), path.name) for path in sorted(paths, key=lambda path: path.name)]
    items = sorted((item for root in roots for item in find_items(root)), key=lambda item: item.form)
    summary: Counter[str] = Counter()
    return Delivery(
        source="vks",
        key=key_of_names(path.stem for path in paths),
        title=f"Flemish qualification structure ({', '.join(root.file for root in roots)})",
        digest=digest_of_files(paths),
        records=_counted(_records(items, identifiers), summary, progress, len(paths)),
        licence=_licence(roots),
        origin=_origin(roots),
        issued=max((_said(root, "opgehaald") for root in roots), default="")[:10],
        summary=summary,
    )


def _records(items: list[Item], identifiers: Identifiers) -> Iterator[Record | Rejection]:
    found: dict[str, Qualification] = {}
    for item in items:
        if item.form in (Form.QUALIFICATION, Form.BUNDLED_QUALIFICATION):
            yield from _gather(item, found)
    for code in sorted(found):
        yield from qualification_records(found[code], found, identifiers)
    met = Mentions()
    for item in items:
        if item.form == Form.PROGRAMME:
            yield from programme_records(item.node, identifiers, met)
        elif item.form == Form.TRAJECTORY:
            yield from trajectory_records(item, identifiers, met)
    described = {*found, *(code for one in found.values() for code in one.partials)}
    for code in sorted(met.places.keys() - described):
        yield _mentioned(code, met, identifiers)


def _gather(item: Item, found: dict[str, Qualification]) -> Iterator[Rejection]:
    try:
        qualification = read_qualification(item.node, item.code)
    except Refusal as refusal:
        name = item.code or _said(item.node, "bk") or "qualification"
        yield refusal.rejection(f"{name} in {refusal.node.where}")
        return
    if qualification.code in found:
        merge(found[qualification.code], qualification)
    else:
        found[qualification.code] = qualification


def _mentioned(code: str, met: Mentions, identifiers: Identifiers) -> Record:
    """A qualification that programmes lead to and no file describes: what they say of it, so that it has a name."""
    subject = identifiers.of("qualification", code)
    title = met.titles.get(code, "")
    if "-DBK-" in code:
        whole = identifiers.of("qualification", code.partition("-DBK-")[0])
        triples = [
            Triple(subject, RDF_TYPE, lw("Qualification")),
            Triple(subject, RDF_TYPE, lw("PartialQualification")),
            Triple(subject, NOTATION, Literal(code)),
            Triple(subject, PREF_LABEL, dutch(title or code)),
            Triple(subject, lw("partOf"), whole),
        ]
    else:
        triples = list(series_triples(code, title or code, identifiers))
        if level := met.levels.get(code):
            triples.append(Triple(subject, lw("vksLevel"), number(level)))
            triples.append(Triple(subject, lw("eqfLevel"), NamedNode(f"{EQF}{level}")))
    note = "No file describes this qualification; name and level are as the programmes that lead to it give them."
    return Record(code, met.places[code], tuple(triples), (note,))


def _counted(
    records: Iterator[Record | Rejection], summary: Counter[str], progress: Progress, files: int
) -> Iterator[Record | Rejection]:
    for record in records:
        if isinstance(record, Record):
            for triple in set(record.triples):
                if triple.predicate == RDF_TYPE and triple.object in _COUNTED:
                    summary[_COUNTED[triple.object]] += 1
        yield record
    progress.advance(files)


_COUNTED: dict[object, str] = {
    lw("ProfessionalQualification"): "professional qualifications",
    lw("Competence"): "competences",
    lw("Programme"): "programmes",
    lw("ProgrammeVersion"): "programme versions",
    lw("StandardTrajectory"): "standard trajectories",
}


def _said(node: Node, name: str) -> str:
    """What a document says of itself, if it does so in a text."""
    value = node.value.get(name) if isinstance(node.value, dict) else None
    return plain(value) if isinstance(value, str) else ""


def _licence(roots: list[Node]) -> str:
    said = [_said(root, "licentie") for root in roots] + [_said(root, "_source").partition(". ")[0] for root in roots]
    named = [_said(root, "naamsvermelding") for root in roots]
    return " ".join(dict.fromkeys([_UNCONFIRMED, *(text for text in (*said, *named) if text)]))


def _origin(roots: list[Node]) -> tuple[str, ...]:
    addresses = {_said(root, name) for root in roots for name in ("api", "bron")}
    return tuple(sorted({root.file for root in roots} | {text for text in addresses if text}))
