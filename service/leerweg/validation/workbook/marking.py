"""Styles of a workbook that are as they were, but on a yellow ground: for cells that were changed."""

from __future__ import annotations

import re

from leerweg.validation.workbook.spans import Element, elements_of

__all__ = ["Marking"]

_GROUND = (
    b'<fill><patternFill patternType="solid"><fgColor rgb="FFFFF2A8"/><bgColor indexed="64"/></patternFill></fill>'
)
_PARTS = frozenset(("fills", "fill", "cellXfs", "xf"))
_FILL = re.compile(rb'\s(?:fillId|applyFill)="[^"]*"')
_FORMAT = re.compile(rb'\s(?:numFmtId|applyNumberFormat)="([^"]*)"')
_COUNT = re.compile(rb'\scount="[^"]*"')
_NO_DATE = frozenset(("0", "49"))  # general, and text
_FORMATS = {"date": b"14", "time": b"21"}


class Marking:
    """The styles of a workbook (`xl/styles.xml`), and marked ones beside them; raises ValueError for what is none."""

    def __init__(self, styles: bytes) -> None:
        self._styles = styles
        tables = {element.name: element for element in elements_of(styles, _PARTS.__contains__)}
        if "fills" not in tables or "cellXfs" not in tables:
            raise ValueError("styles without fills or formats")
        self._fills, self._formats = tables["fills"], tables["cellXfs"]
        self._added: dict[tuple[int, bytes], bytes] = {}

    def marked(self, style: int, kind: str) -> int:
        """The number of the style that is as this one, but marked, and fit for a cell of this kind."""
        old = self._formats.children[style]
        now = old.attributes.get("numFmtId", "0")
        wanted = _FORMATS.get(kind, b"") if now in _NO_DATE else b""
        if (style, wanted) not in self._added:
            self._added[style, wanted] = self._format(old, wanted)
        return len(self._formats.children) + list(self._added).index((style, wanted))

    def content(self) -> bytes:
        """The styles, with the marked ones."""
        fills = self._extended(self._fills, [_GROUND])
        formats = self._extended(self._formats, list(self._added.values()))
        first, second = sorted((fills, formats), key=lambda edit: edit[0])
        styles = self._styles
        return b"".join((styles[: first[0]], first[2], styles[first[1] : second[0]], second[2], styles[second[1] :]))

    def _format(self, old: Element, wanted: bytes) -> bytes:
        tag = _FILL.sub(b"", self._styles[old.start : old.inner])
        fill = b' fillId="%d" applyFill="1"' % len(self._fills.children)
        if wanted:
            tag = _FORMAT.sub(b"", tag)
            fill += b' numFmtId="%s" applyNumberFormat="1"' % wanted
        name = re.match(rb"<[^\s/>]+", tag)
        at = name.end() if name else 0
        return tag[:at] + fill + tag[at:] + self._styles[old.inner : old.end]

    def _extended(self, table: Element, added: list[bytes]) -> tuple[int, int, bytes]:
        count = b' count="%d"' % (len(table.children) + len(added))
        tag = _COUNT.sub(count, self._styles[table.start : table.inner])
        return table.start, table.close, tag + self._styles[table.inner : table.close] + b"".join(added)
