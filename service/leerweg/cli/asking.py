"""`leerweg workplaces | competences | coverage | gaps | query`: questions on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer

from leerweg.bootstrap import Service, evidence_of
from leerweg.cli.options import (
    BaseOption,
    BasisOption,
    DateOption,
    Form,
    FormOption,
    Lang,
    LangOption,
    RegionOption,
    SizeOption,
    StoreOption,
    day,
    service,
)
from leerweg.cli.output import name, write_bytes, write_csv, write_json, write_table
from leerweg.linkeddata.documents import serialise
from leerweg.model.answers import Answer, Basis, Proof, WorkplaceCoverage

__all__ = ["competences", "coverage", "gaps", "workplaces"]

_PAGE = 50


def workplaces(
    teaches: Annotated[str, typer.Option("--teaches", help="A competence: IRI, code or label.")],
    region: RegionOption = None,
    on: DateOption = None,
    basis: BasisOption = Basis.RECOGNISED,
    form: FormOption = Form.TABLE,
    lang: LangOption = Lang.NL,
    limit: SizeOption = _PAGE,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Which workplaces can teach a competence, each with its proof."""
    rooms = service(store, base)
    answer = rooms.atlas.workplaces(
        teaches, region=region, on=day(on), basis=basis, language=lang.value, page=1, size=limit
    )
    columns = ("workplace", "municipality", "verdict", "offer", "recognition", "valid", "granted by")
    rows = [
        (name(item.site), name(item.municipality), _verdict(item.proved), *_proof(item.proofs[0]))
        for item in answer.items
    ]
    things = [iri for item in answer.items for iri in (item.site.iri, *_evidence(item.proofs))]
    _write(rooms, answer, form, f"Workplaces that can teach: {name(answer.asked.subject)}", columns, rows, things)


def competences(
    site: Annotated[str, typer.Option("--at", help="A workplace: IRI, establishment number or name.")],
    on: DateOption = None,
    basis: BasisOption = Basis.RECOGNISED,
    form: FormOption = Form.TABLE,
    lang: LangOption = Lang.NL,
    limit: SizeOption = _PAGE,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Which competences a workplace can teach, each with its proof."""
    rooms = service(store, base)
    answer = rooms.atlas.competences(site, on=day(on), basis=basis, language=lang.value, page=1, size=limit)
    columns = ("competence", "code", "verdict", "offer", "recognition", "valid", "granted by")
    rows = [
        (name(item.competence), item.competence.code, _verdict(item.proved), *_proof(item.proofs[0]))
        for item in answer.items
    ]
    things = [iri for item in answer.items for iri in (item.competence.iri, *_evidence(item.proofs))]
    _write(rooms, answer, form, f"Competences taught at: {name(answer.asked.subject)}", columns, rows, things)


def coverage(
    of: Annotated[str, typer.Option("--of", help="A qualification or programme: IRI, code or label.")],
    region: RegionOption = None,
    on: DateOption = None,
    basis: BasisOption = Basis.RECOGNISED,
    form: FormOption = Form.TABLE,
    lang: LangOption = Lang.NL,
    limit: SizeOption = _PAGE,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """How much of a qualification each workplace can teach, and all of them together."""
    rooms = service(store, base)
    answer = rooms.atlas.coverage(of, region=region, on=day(on), basis=basis, language=lang.value, page=1, size=limit)
    summary = answer.summary
    assert summary is not None, "a coverage always comes with the region together"
    title = f"{name(answer.asked.subject)}: {summary.proved} of {summary.total} competences are taught"
    columns = ("workplace", "municipality", "proved", "possible", "of", "missing")
    rows = [(name(i.site), name(i.municipality), str(i.proved), str(i.possible), str(i.total), _lacking(i))
            for i in answer.items]  # fmt: skip
    _write(rooms, answer, form, title, columns, rows, [item.site.iri for item in answer.items])


def gaps(
    of: Annotated[str, typer.Option("--of", help="A qualification or programme: IRI, code or label.")],
    region: RegionOption = None,
    on: DateOption = None,
    basis: BasisOption = Basis.RECOGNISED,
    form: FormOption = Form.TABLE,
    lang: LangOption = Lang.NL,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Which competences of a qualification no workplace of the region is proved to teach."""
    rooms = service(store, base)
    answer = rooms.atlas.gaps(of, region=region, on=day(on), basis=basis, language=lang.value)
    rows = [(name(item.competence), item.competence.code, str(item.possible)) for item in answer.items]
    title = f"{name(answer.asked.subject)}: competences that nobody there is proved to teach"
    things = [item.competence.iri for item in answer.items]
    _write(rooms, answer, form, title, ("competence", "code", "possible workplaces"), rows, things)


def _write(
    rooms: Service,
    answer: Answer[Any],
    form: Form,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    things: Iterable[str],
) -> None:
    if form is Form.JSON:
        write_json(answer)
    elif form is Form.CSV:
        write_csv(columns, rows)
    elif form is Form.TURTLE:
        write_bytes(serialise(list(evidence_of(rooms, dict.fromkeys(things))), "text/turtle"))
    else:
        asked = answer.asked
        about = f"{name(asked.region)}, on {asked.on.isoformat()}, {asked.basis.value}; data version {answer.revision}"
        shown = f"{len(rows)} of {answer.total}" if len(rows) < answer.total else str(answer.total)
        write_table(title, columns, rows, f"{shown} {'row' if answer.total == 1 else 'rows'}. {about}.")


def _verdict(proved: bool) -> str:
    return "proved" if proved else "possible"


def _proof(proof: Proof) -> tuple[str, str, str, str]:
    recognition = proof.recognition
    offer = f"{proof.match}: {name(proof.taught)}"
    if recognition is None:
        return offer, "none in force", "", ""
    valid = f"{recognition.valid_from.isoformat()} to {recognition.valid_until.isoformat()}"
    return offer, name(recognition.programme), valid, name(recognition.granter)


def _evidence(proofs: Sequence[Proof]) -> Iterable[str]:
    for proof in proofs:
        yield proof.offer
        if proof.recognition is not None:
            yield proof.recognition.recognition


def _lacking(item: WorkplaceCoverage) -> str:
    return "; ".join(f"{name(missing.competence)} ({missing.standing.value})" for missing in item.missing)
