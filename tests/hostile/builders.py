"""Small builders of broken and hostile files; each writes into a folder and gives the paths a person would name."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from leerweg.sources.register.template_writer import write_register_template

Build = Callable[[Path], list[Path]]

SKILL = "http://data.europa.eu/esco/skill/"
_SKILLS = "conceptType,conceptUri,preferredLabel\n"
_BROADER = "conceptType,conceptUri,broaderType,broaderUri\n"
COMPANIES = "enterprise_number,name\n"
_MEGABYTE = 1_000_000


def file(name: str, content: str | bytes) -> Build:
    """One file with this content."""

    def build(folder: Path) -> list[Path]:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [path]

    return build


def absent(name: str) -> Build:
    """A path at which nothing is (any more)."""
    return lambda folder: [folder / name]


def directory(name: str) -> Build:
    """A folder where a file should be."""

    def build(folder: Path) -> list[Path]:
        (folder / name).mkdir()
        return [folder / name]

    return build


def skills(rows: str) -> str:
    """A table of ESCO skills."""
    return _SKILLS + rows


def broader(*pairs: tuple[str, str]) -> str:
    """A table of broader relations between ESCO skill groups."""
    rows = (f"SkillGroup,{SKILL}{narrow},SkillGroup,{SKILL}{broad}\n" for narrow, broad in pairs)
    return _BROADER + "".join(rows)


def zipped(name: str, members: Mapping[str, str | bytes], flag: int = 0) -> Build:
    """A zip with these members; `flag` is set in each entry of its table of contents (1: encrypted)."""

    def build(folder: Path) -> list[Path]:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        content = bytearray(path.read_bytes())
        start = content.find(b"PK\x01\x02")
        while flag and start >= 0:
            content[start + 8] |= flag
            start = content.find(b"PK\x01\x02", start + 1)
        path.write_bytes(content)
        return [path]

    return build


def cut(build: Build, kept: float) -> Build:
    """The same file, of which only the first part arrived."""

    def shorter(folder: Path) -> list[Path]:
        (path,) = build(folder)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * kept)])
        return [path]

    return shorter


def bomb(name: str, member: str) -> Build:
    """A zip whose one member unpacks to 200 MB of zeros, a thousand times its size."""
    return endless(name, member, piece=bytes(_MEGABYTE), pieces=200)


def long_line(name: str, member: str, header: str) -> Build:
    """A zip whose one member is a table with one line of 1 GB; it packs 140 times, as no bomb would."""
    noise = b"".join(hashlib.sha256(b"%d" % number).hexdigest().encode() for number in range(190))
    return endless(name, member, piece=noise.ljust(_MEGABYTE, b"x"), pieces=1_000, header=header.encode())


def endless(name: str, member: str, *, piece: bytes, pieces: int, header: bytes = b"") -> Build:
    """A correct zip of one member, `header` and then `pieces` times `piece`, written without unpacking it ever."""

    def build(folder: Path) -> list[Path]:
        start, again, end = zlib.compressobj(9, zlib.DEFLATED, -15), zlib.compressobj(9, zlib.DEFLATED, -15), b"\x03\0"
        opening = start.compress(header) + start.flush(zlib.Z_FULL_FLUSH)
        block = again.compress(piece) + again.flush(zlib.Z_FULL_FLUSH)
        checksum = zlib.crc32(header)
        for _ in range(pieces):
            checksum = zlib.crc32(piece, checksum)
        packed, unpacked = len(opening) + pieces * len(block) + len(end), len(header) + pieces * len(piece)
        title = member.encode()
        facts = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0x21, checksum, packed, unpacked, len(title), 0)
        path = folder / name
        with path.open("wb") as output:
            output.write(b"PK\x03\x04" + facts + title + opening)
            for _ in range(pieces):
                output.write(block)
            output.write(end)
            entry = b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + title
            place = output.tell()
            output.write(entry + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(entry), place, 0))
        return [path]

    return build


def json_file(name: str, value: object) -> Build:
    """A JSON document."""
    return file(name, json.dumps(value))


def qualification(**changed: object) -> dict[str, object]:
    """A bundle with one qualification of one competence, some of its members changed."""
    competence = {"id": "bkc0000001", "titel": "Meet", "type": "Vakspecifieke competentie", "referenties": []}
    whole = {"titel": "Zager", "vks": 3, "status": "ERKEND", "erkenningsdatum": "2020-02-28"}
    return {"BK-0001-2": {**whole, "aantal": 1, "competenties": [competence], **changed}}


def register(sheet: str, **cells: str) -> Build:
    """A register of one table with one row: that of the example, with cells changed."""

    def build(folder: Path) -> list[Path]:
        write_register_template(folder, with_example=True)
        (path,) = (file for file in folder.iterdir() if file.name == f"{sheet}.csv")
        row = {**next(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))), **cells}
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(row))
            writer.writeheader()
            writer.writerow(row)
        return [path]

    return build


def workbook(*rows: Sequence[str | float], far: bool = False) -> Build:
    """A workbook with the sheet companies; a text that begins with `=` becomes a formula; `far` fills the last cell."""

    def build(folder: Path) -> list[Path]:
        path = folder / "register.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("companies")
            for number, row in enumerate((COMPANIES.strip().split(","), *rows)):
                sheet.write_row(number, 0, row)
            if far:
                sheet.write_string(1_048_575, 16_383, "x")
        return [path]

    return build


def repacked(build: Build, ending: str, edit: Callable[[bytes], bytes]) -> Build:
    """The same workbook, with the part whose name ends so changed."""

    def changed(folder: Path) -> list[Path]:
        (path,) = build(folder)
        with zipfile.ZipFile(path) as old:
            members = {name: old.read(name) for name in old.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name, content in members.items():
                new.writestr(name, edit(content) if name.endswith(ending) else content)
        return [path]

    return changed
