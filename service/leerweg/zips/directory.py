"""What a zip's table of contents may claim, held against limits before anything is unpacked."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from typing import BinaryIO

from leerweg.errors import InputTooLargeError, UnacceptableContentError, UnsupportedFormatError
from leerweg.zips.limits import ZipLimits

__all__ = ["check_directory", "check_tail"]

_END = b"PK\x05\x06"
_END_SIZE = 22
_COMMENT = 0xFFFF
_LOCATOR = b"PK\x06\x07"
_LOCATOR_SIZE = 20
_END_64 = b"PK\x06\x06"
_END_64_SIZE = 56
_ENCRYPTED = 0x1
_ARCHIVES = re.compile(r"\.(zip|jar|7z|rar|tar|t?gz|t?bz2?|t?xz|zst|cab|xls[xmb]|docx|ods)$", re.IGNORECASE)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")


def check_tail(stream: BinaryIO, name: str, limits: ZipLimits) -> None:
    """Hold the size of the table of contents against `limits` before Python reads it into memory.

    Raises InputTooLargeError. A file without the end mark is left to the zip reader, which says it is no zip.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - _COMMENT - _LOCATOR_SIZE - _END_64_SIZE))
    tail = stream.read()
    start = tail.rfind(_END)
    if start < 0 or len(tail) - start < _END_SIZE:
        return
    members, directory = struct.unpack_from("<HL", tail, start + 10)
    record = start - _LOCATOR_SIZE - _END_64_SIZE
    if tail[max(0, start - _LOCATOR_SIZE) :].startswith(_LOCATOR) and tail[max(0, record) :].startswith(_END_64):
        members, directory = struct.unpack_from("<QQ", tail, record + 32)
    if members > limits.members or directory > limits.directory:
        raise InputTooLargeError(
            f"The zip holds {members} members; at most {limits.members} ({limits.directory} bytes of names) are read.",
            where=name,
            remedy="Give the files that are needed.",
        )


def check_directory(archive: zipfile.ZipFile, name: str, limits: ZipLimits) -> None:
    """Hold every member's claims against `limits`; `name` is what messages call the zip.

    Raises InputTooLargeError for sizes, ratios and numbers; UnacceptableContentError for encrypted, nested, linked,
    doubly named or path-climbing members; UnsupportedFormatError for other packings than deflate.
    """
    members = archive.infolist()
    if len(members) > limits.members:
        raise InputTooLargeError(
            f"The zip holds {len(members)} members; at most {limits.members} are read.",
            where=name,
            remedy="Give the files that are needed.",
        )
    if (total := sum(member.file_size for member in members)) > limits.unpacked:
        raise InputTooLargeError(
            f"The zip unpacks to {total} bytes; at most {limits.unpacked} are read.", where=name, remedy="Split it."
        )
    seen: set[str] = set()
    for member in members:
        where = f"{name}, part {member.filename}"
        _check_name(member, where, seen)
        _check_packing(member, where, limits)
        if not member.is_dir() and _is_archive(archive, member):
            raise UnacceptableContentError(
                "A zip within a zip is not opened.", where=where, remedy="Unpack the outer zip and give what it holds."
            )


def _check_name(member: zipfile.ZipInfo, where: str, seen: set[str]) -> None:
    name = member.orig_filename
    climbs = name.startswith("/") or ".." in name.split("/")
    if climbs or any(character in name for character in '\\:\0\n\r<>"|?*'):
        raise UnacceptableContentError(
            "A member's name points out of the zip or is no plain file name.",
            where=where,
            remedy="Make the zip again with plain names.",
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnacceptableContentError("A link in a zip is not followed.", where=where, remedy="Zip the file itself.")
    if name in seen:
        raise UnacceptableContentError("Two members have the same name.", where=where, remedy="Make the zip again.")
    seen.add(name)


def _check_packing(member: zipfile.ZipInfo, where: str, limits: ZipLimits) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise UnacceptableContentError("This member is encrypted.", where=where, remedy="Zip it without a password.")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnsupportedFormatError(
            "This member is packed in a way that is not read here.", where=where, remedy="Zip it with plain deflate."
        )
    if member.file_size > limits.ratio_floor and member.file_size > limits.ratio * max(member.compress_size, 1):
        raise InputTooLargeError(
            f"This member unpacks to more than {limits.ratio} times its size, as zip bombs do.",
            where=where,
            remedy="Give the file unpacked, if it is meant.",
        )


def _is_archive(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    if _ARCHIVES.search(member.filename):
        return True
    with archive.open(member) as stream:
        return stream.read(4) in _ZIP_STARTS
