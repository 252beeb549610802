"""Codes and words of the Flemish qualification data → concepts of our code lists.

One table per list. A word that stands in none of them is refused by the reader: a new word in the source is a decision
for a person, not for a program.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from leerweg.namespaces import scheme
from leerweg.sources.vks.nodes import Node, Refusal

__all__ = [
    "AGREEMENT_TYPES",
    "AWARD_TYPES",
    "COMPETENCE_TYPES",
    "CONTEXT_RULES",
    "ELEMENT_TYPES",
    "REGIMES",
    "STATUSES",
    "TRAJECTORY_FORMS",
    "TRAJECTORY_KINDS",
    "concept_of",
]

COMPETENCE_TYPES = (
    "competence-type",
    {
        "Vakspecifieke competentie": "vakspecifieke-competentie",
        "Generieke competentie": "generieke-competentie",
    },
)

ELEMENT_TYPES = (
    "element-type",
    {
        "Basiskennis": "basiskennis",
        "Kennis": "kennis",
        "Grondige kennis": "grondige-kennis",
        "Cognitieve vaardigheden": "cognitieve-vaardigheden",
        "Motorische vaardigheden": "motorische-vaardigheden",
        "Probleemoplossende vaardigheden": "probleemoplossende-vaardigheden",
    },
)

STATUSES = ("qualification-status", {"ERKEND": "recognised"})

AGREEMENT_TYPES = ("agreement-type", {"OAO": "OAO", "SOAO": "SOAO", "DA": "DA"})

CONTEXT_RULES = ("context-rule", {"EXACT": "EXACT", "MINSTENS": "MINSTENS"})

TRAJECTORY_KINDS = (
    "trajectory-kind",
    {
        **{kind: kind for kind in ("DUAAL_OK2", "DUAAL_OK3", "DUAAL_OK4")},
        **{kind: kind for kind in ("DUAAL_BUSO_OV4_V_OK2", "DUAAL_BUSO_OV4_V_OK3", "DUAAL_BUSO_OV4_V_OK4")},
        "DUAAL_BUSO_OV3_KWALIFICATIEFASE": "DUAAL_BUSO_OV3_KWALIFICATIEFASE",
        "BuSO OV3": "DUAAL_BUSO_OV3_KWALIFICATIEFASE",
    },
)

TRAJECTORY_FORMS = (
    "trajectory-kind",
    {"Standaardtraject": "Standaardtraject", "Opleidingsprofiel": "Opleidingsprofiel"},
)

REGIMES = {"Standaardtraject": "standaardtraject"}
"""The form of a trajectory (soort) → the regime it belongs to; an Opleidingsprofiel does not tell."""

AWARD_TYPES = (
    "award-type",
    {
        "Bewijs van beroepskwalificatie": "bewijs-van-beroepskwalificatie",
        "Bewijs van deelkwalificatie": "bewijs-van-deelkwalificatie",
        "Bewijs van competenties": "bewijs-van-competenties",
        "Bewijs van slagen voor de basisvorming": "bewijs-van-slagen-voor-de-basisvorming",
        "Diploma, onderwijskwalificatie niveau 4": "diploma-onderwijskwalificatie-niveau-4",
        "Diploma, onderwijskwalificatie niveau 3": "diploma-onderwijskwalificatie-niveau-3",
        "Getuigschrift, onderwijskwalificatie niveau 2": "getuigschrift-onderwijskwalificatie-niveau-2",
        "Getuigschrift, geen onderwijskwalificatie": "getuigschrift-geen-onderwijskwalificatie",
    },
)


def concept_of(node: Node, code_list: tuple[str, dict[str, str]]) -> NamedNode | None:
    """The concept for a word of the source, None where there is none. Raises Refusal for a word that is not known."""
    name, codes = code_list
    word = node.label()
    if not word:
        return None
    if word not in codes:
        raise Refusal(node, f"'{word}' is not in the list {name}; known are {', '.join(codes)}.")
    return scheme(name, codes[word])
