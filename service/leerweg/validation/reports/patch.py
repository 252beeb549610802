"""A repair as a file that a program can apply: RDF Patch (https://afs.github.io/rdf-patch/)."""

from __future__ import annotations

from urllib.parse import quote

from leerweg.validation.report import Repair

__all__ = ["PATCH_TYPE", "as_patch", "patch_address"]

PATCH_TYPE = "application/rdf-patch"


def as_patch(repair: Repair) -> str:
    """The change as one transaction: what it deletes, then what it adds."""
    lines = [*(f"D {triple} ." for triple in repair.removes), *(f"A {triple} ." for triple in repair.adds)]
    return "\n".join(["TX .", *lines, "TC .", ""])


def patch_address(repair: Repair) -> str:
    """An address that holds the patch itself: nothing of a document is kept for somebody to fetch later."""
    return f"data:{PATCH_TYPE};charset=utf-8,{quote(as_patch(repair))}"
