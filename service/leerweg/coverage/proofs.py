"""From rows to proofs: each row of a question is one way in which a workplace teaches a competence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from leerweg.coverage.asking import Row
from leerweg.coverage.naming import Names
from leerweg.model.answers import Proof, Recognition

__all__ = ["COLUMNS", "MATCHES", "PROVING", "best_first", "named_in", "proof"]

# What every question with proofs returns of each proof.
COLUMNS = (
    "proves", "match", "taught", "offer", "offered", "offeredUntil", "recognition", "programme", "granter", "decided",
    "from", "until", "mentor", "capacity", "places", "taken",
)  # fmt: skip
_NAMED = ("taught", "programme", "granter")
# How an offered competence relates to the one asked, the closest first.
MATCHES = ("same", "exact match", "includes narrower", "partly offered", "near match")
# So many of these prove; the others make it possible.
PROVING = 3


def proof(row: Row, names: Names) -> Proof:
    """The proof that a row states."""
    until = row.get("offeredUntil")
    available = "places" in row
    return Proof(
        proves=row["proves"] == "true",
        match=row["match"],
        taught=names.of(row["taught"]),
        offer=row["offer"],
        offered_from=date.fromisoformat(row["offered"]),
        offered_until=date.fromisoformat(until) if until else None,
        recognition=_recognition(row, names) if "decided" in row else None,
        mentor=row.get("mentor", ""),
        places=int(row["places"]) if available else None,
        places_taken=int(row["taken"]) if available else None,
    )


def named_in(rows: Iterable[Row]) -> set[str]:
    """Every IRI of these rows that a reader sees by name."""
    return {row[column] for row in rows for column in _NAMED if column in row}


def best_first(proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    """Proofs in the order a reader wants: what proves, the closest match, recognised, the longest still to run."""

    def merit(item: Proof) -> tuple[object, ...]:
        recognition = item.recognition
        runs = -recognition.valid_until.toordinal() if recognition else 0
        match = MATCHES.index(item.match)
        recognised = recognition.recognition if recognition else ""
        return (not item.proves, match, recognition is None, runs, item.offer, recognised, item.mentor)

    return tuple(sorted(set(proofs), key=merit))


def _recognition(row: Row, names: Names) -> Recognition:
    return Recognition(
        recognition=row["recognition"],
        programme=names.of(row["programme"]),
        granter=names.of(row["granter"]),
        decided=date.fromisoformat(row["decided"]),
        valid_from=date.fromisoformat(row["from"]),
        valid_until=date.fromisoformat(row["until"]),
    )
