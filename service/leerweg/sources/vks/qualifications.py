"""Professional qualifications (beroepskwalificaties) as the register gives them, in full or summed up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leerweg.sources.vks.model import Certificate, Competence, Element, Qualification
from leerweg.sources.vks.nodes import Node, Refusal

__all__ = ["BK", "DBK", "read_qualification"]

BK = r"BK-\d{4}-\d+"
DBK = r"BK-\d{4}-\d+-DBK-\d+"
_COMPETENCE = r"bkc\d{7}"
_LEGAL = "Wettelijk attest"
_LEVELS = range(1, 9)
_GENDERS = re.compile(r"\s*\((?:m/v(?:/x)?|v/m)\)$", re.IGNORECASE)
_CANONICAL = re.compile(r"(?:(?:SK|KN)-)?\d+-c")
_LEFT_OUT = (
    *("afbakening", "autonomie", "extra_info", "handelingscontext", "led_onderwerp", "omgevingscontext"),
    *("omschrijving_kort", "verantwoordelijkheid"),
)


def read_qualification(node: Node, code: str = "") -> Qualification:
    """What one object says about a professional qualification; `code` where the bundle gives it beside the object.

    Raises Refusal for a missing or malformed code, a level outside 1 to 8, a date that does not exist. A competence
    that cannot be taken over is kept in `refused` under its code.
    """
    named = node / "bk" or node / "code"
    named = Node(code, node.file, node.pointer) if code else named
    code = named.code(BK, "a code of a qualification version, such as BK-0117-2")
    extra = node / "extra" or node
    found = Qualification(
        code=code,
        place=node,
        title=(node / "titel").needed_label(),
        level=_level(node / "vks"),
        status=(node / "status").label(),
        definition=(node / "definitie").prose(),
        issued=(extra / "erkenningsdatum").date(),
        isced=_isced(extra / "isced"),
        domains=[_domain(item) for item in (extra / "domeinen").items()],
        synonyms=[_synonym(item) for item in (extra / "synoniemen").items()],
        partials=dict(_partial(item, code) for item in (extra / "deelkwalificaties").items()),
    )
    if left_out := [name for name in _LEFT_OUT if extra / name]:
        found.notes.append(f"Not taken over: {', '.join(left_out)}.")
    _add_certificates(found, extra / "attesten")
    _add_competences(found, node)
    return found


def _level(node: Node) -> int:
    level = node.whole_number()
    if level is None or level not in _LEVELS:
        raise Refusal(node, f"The level is {level}; the qualification structure has levels 1 to 8.")
    return level


def _isced(node: Node) -> str:
    fields = node / "studiegebieden" or node
    for depth in ("detail", "narrow", "broad"):
        field = fields / depth
        field = field / "code" if isinstance(field.value, dict) else field
        if field:
            return field.code(r"\d{2,4}", "an ISCED-F code of two to four digits")
    return ""


def _domain(node: Node) -> str:
    return node.needed_label() if isinstance(node.value, str) else (node / "pad_tekst").needed_label()


def _synonym(node: Node) -> str:
    text = node if isinstance(node.value, str) else node / "waarde"
    return _GENDERS.sub("", text.needed_label())


def _add_certificates(found: Qualification, node: Node) -> None:
    """Legal attests are taken over; the others, which no law demands, are noted."""
    for item in node.items():
        name, kind = (item / "omschrijving").needed_label(), (item / "type").label()
        if kind == _LEGAL:
            found.certificates.append(Certificate(name, (item / "regelgeving").label()))
        else:
            found.notes.append(f"Not taken over, since no law demands it: {name} ({kind or 'no type'}).")


def _partial(node: Node, code: str) -> tuple[str, str]:
    partial = (node / "code").code(DBK, "a code of a partial qualification, such as BK-0130-5-DBK-01")
    if not partial.startswith(f"{code}-"):
        raise Refusal(node / "code", f"{partial} is no part of {code}.")
    return partial, (node / "titel").label()


def _add_competences(found: Qualification, node: Node) -> None:
    for item in (node / "competenties").items():
        try:
            competence = _competence(item)
        except Refusal as refusal:
            found.refused[_name_of(item)] = refusal
            continue
        if competence.code in found.competences:
            twice = Refusal(item / "id", f"{competence.code} stands earlier in the list; the first one stands.")
            found.refused[f"{competence.code} again at {item.pointer}"] = twice
        else:
            found.competences[competence.code] = competence
    total = len(found.competences) + len(found.refused)
    stated = (node / "aantal").whole_number()
    if stated is not None and stated != total:
        found.notes.append(f"The file counts {stated} competences; it lists {total}.")
    if any(competence.counted for competence in found.competences.values()):
        found.notes.append(f"{node.file} gives only the numbers of knowledge and skill elements.")


def _name_of(item: Node) -> str:
    name = item.value.get("id") if isinstance(item.value, dict) else None
    return name if isinstance(name, str) and name else f"competence at {item.pointer}"


def _competence(node: Node) -> Competence:
    title = node / "tekst" or node / "titel"
    found = Competence(
        code=(node / "id").code(_COMPETENCE, "a number of a competence, such as bkc0014563"),
        title=title.needed_label(),
        kind=node / "type",
        place=node,
        references=list(_references(node / "referenties")),
    )
    for name, member in (("knowledge", "kennis"), ("skills", "vaardigheden")):
        elements = node / member
        if isinstance(elements.value, int):
            found.counted[name] = elements.whole_number() or 0
        else:
            setattr(found, name, [_element(item) for item in elements.items()])
    _note_references(found)
    return found


def _element(node: Node) -> Element:
    return Element((node / "tekst").needed_label(), node / "type")


def _references(node: Node) -> Iterator[str]:
    for item in node.items():
        yield item.needed_label()


def _note_references(found: Competence) -> None:
    odd = list(dict.fromkeys(text for text in found.references if not _CANONICAL.fullmatch(text)))
    if odd:
        found.notes.append(f"References in another notation are kept as they stand: {', '.join(odd)}.")
    if len(set(found.references)) < len(found.references):
        found.references = list(dict.fromkeys(found.references))
        found.notes.append("A reference that stood there twice is kept once.")
