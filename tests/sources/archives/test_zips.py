"""Zips from strangers are held against limits before anything in them is read."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

import pytest

from leerweg.errors import (
    InputError,
    InputTooLargeError,
    MalformedInputError,
    UnacceptableContentError,
    UnsupportedFormatError,
)
from leerweg.sources.archives import find_parts, open_text_lines
from leerweg.sources.limits import ESCO_ZIP
from leerweg.zips import check_zip


def make_zip(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_plain_files_and_members_are_read_alike(tmp_path):
    """A table gives the same lines loose and in a zip, byte order mark taken off."""
    content = "\ufeffa,b\r\né,2\n".encode()
    (tmp_path / "t.csv").write_bytes(content)
    packed = make_zip(tmp_path / "t.zip", {"folder/t.csv": content, "readme.txt": b"x", "__MACOSX/._t.csv": b"\0"})
    parts = find_parts([tmp_path / "t.csv", packed], ".csv", ESCO_ZIP)
    assert [str(part) for part in parts] == ["t.csv", "t.zip, part folder/t.csv"]
    assert [list(open_text_lines(part)) for part in parts] == [["a,b\r\n", "é,2\n"]] * 2


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_a_truncated_zip_is_malformed(tmp_path, kept):
    """A download that broke off is told, not half read."""
    whole = make_zip(tmp_path / "w.zip", {"t.csv": bytes(range(32, 120)) * 500})
    broken = tmp_path / "broken.zip"
    broken.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * kept)])
    with pytest.raises(MalformedInputError, match="broken or incomplete"):
        check_zip(broken, ESCO_ZIP)


def test_a_changed_byte_is_found(tmp_path):
    """A member whose checksum does not hold is not taken for complete."""
    path = make_zip(tmp_path / "t.zip", {"t.csv": b"abc\n" * 10_000}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[30_000] ^= 1
    path.write_bytes(content)
    (part,) = find_parts([path], ".csv", ESCO_ZIP)
    with pytest.raises(MalformedInputError, match=r"t\.zip, part t\.csv.*CRC"):
        list(open_text_lines(part))


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path):
    """200 MB of zeros in 200 kB are not unpacked."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("t.csv", "w") as member:
        for _ in range(200):
            member.write(bytes(1 << 20))
    with pytest.raises(InputTooLargeError, match="zip bombs"):
        check_zip(path, ESCO_ZIP)


def test_total_size_number_and_packed_size_are_limited(tmp_path):
    """Each limit of a zip is its own refusal."""
    path = make_zip(tmp_path / "t.zip", {f"{number}.csv": b"x" * 100 for number in range(5)})
    for limits, words in [
        (replace(ESCO_ZIP, unpacked=499), "unpacks to 500 bytes"),
        (replace(ESCO_ZIP, members=4), "5 members"),
        (replace(ESCO_ZIP, packed=10), "at most 10"),
        (replace(ESCO_ZIP, directory=100), "bytes of names"),
    ]:
        with pytest.raises(InputTooLargeError, match=words):
            check_zip(path, limits)


def test_loose_files_count_together(tmp_path):
    """The limit holds for all files of one command, zipped or not."""
    for name in "ab":
        (tmp_path / f"{name}.csv").write_bytes(b"x" * 60)
    with pytest.raises(InputTooLargeError, match="120 bytes together"):
        find_parts(sorted(tmp_path.glob("*.csv")), ".csv", replace(ESCO_ZIP, unpacked=100))


def test_a_zip_that_lies_about_its_size_yields_no_more_than_it_claims(tmp_path):
    """The claim is binding: the rest of an understated member is never unpacked."""
    path = make_zip(tmp_path / "t.zip", {"t.csv": b"x" * 5_000_000})
    content = path.read_bytes().replace(struct.pack("<L", 5_000_000), struct.pack("<L", 50_000))
    path.write_bytes(content)
    (part,) = find_parts([path], ".csv", replace(ESCO_ZIP, ratio=10_000))
    with pytest.raises(MalformedInputError):
        list(open_text_lines(part))


@pytest.mark.parametrize("name", ["../t.csv", "/etc/t.csv", "a/../../t.csv", "C:\\t.csv", "a\\t.csv"])
def test_names_that_climb_are_refused(tmp_path, name):
    """No member may point out of the zip."""
    with pytest.raises(UnacceptableContentError, match="name"):
        check_zip(make_zip(tmp_path / "t.zip", {name: b"x"}), ESCO_ZIP)


def test_nested_encrypted_linked_and_doubled_members_are_refused(tmp_path):
    """What hides content from the checks is not opened."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.csv", "x")
    for name in ("inner.zip", "harmless.csv"):
        with pytest.raises(UnacceptableContentError, match="zip within a zip"):
            check_zip(make_zip(tmp_path / "n.zip", {name: inner.getvalue()}), ESCO_ZIP)
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(UnacceptableContentError, match="link"):
        check_zip(tmp_path / "l.zip", ESCO_ZIP)
    locked = make_zip(tmp_path / "e.zip", {"t.csv": b"x"})
    content = bytearray(locked.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(content)
    with pytest.raises(UnacceptableContentError, match="encrypted"):
        check_zip(locked, ESCO_ZIP)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("t.csv", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("t.csv", "2")
    with pytest.raises(UnacceptableContentError, match="same name"):
        check_zip(tmp_path / "d.zip", ESCO_ZIP)


def test_other_packings_and_other_files_are_unsupported(tmp_path):
    """Only deflate is unpacked, only the files asked for are opened."""
    with pytest.raises(UnsupportedFormatError, match="packed in a way"):
        check_zip(make_zip(tmp_path / "b.zip", {"t.csv": b"x"}, zipfile.ZIP_BZIP2), ESCO_ZIP)
    with pytest.raises(UnsupportedFormatError, match=r"no \.csv file"):
        find_parts([make_zip(tmp_path / "t.zip", {"t.txt": b"x"})], ".csv", ESCO_ZIP)
    (tmp_path / "t.pdf").write_bytes(b"x")
    with pytest.raises(UnsupportedFormatError, match=r"only \.csv and \.zip"):
        find_parts([tmp_path / "t.pdf"], ".csv", ESCO_ZIP)
    with pytest.raises(InputError, match="cannot be read"):
        find_parts([tmp_path / "absent.zip"], ".csv", ESCO_ZIP)
    (tmp_path / "text.zip").write_bytes(b"no zip at all")
    with pytest.raises(MalformedInputError):
        check_zip(tmp_path / "text.zip", ESCO_ZIP)
