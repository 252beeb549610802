"""Limits against hostile or broken inputs: one name each, with the reason for its size.

They bound what a reader may spend on a file before and while it is read. The real inputs they leave room for: the whole
ESCO download in one language unpacks to 43 MB, its longest line is under 10 kB, its longest cell 0.6 MB; the largest
qualification file is under 0.1 MB.
"""

from __future__ import annotations

from leerweg.zips import ZipLimits

__all__ = [
    "CELL_CHARACTERS",
    "ESCO_BYTES",
    "ESCO_ZIP",
    "HIERARCHY_STEPS",
    "JSON_BYTES",
    "JSON_DEPTH",
    "LINE_BYTES",
    "RDF_BYTES",
    "RDF_GROUPED_TRIPLES",
    "RDF_LITERAL_CHARACTERS",
    "RDF_NUMBER_CHARACTERS",
    "RDF_QUOTE_DEPTH",
    "RDF_TRIPLES",
    "RDF_UNPACKED_BYTES",
    "RDF_XML_DEPTH",
]

_MIB = 1024 * 1024

LINE_BYTES = _MIB
"""Longest line of a text file. A line is held in memory whole; the longest real one is a hundredth of this."""

CELL_CHARACTERS = 8 * _MIB
"""Longest CSV cell (a quoted cell may span lines). ESCO lists every member of a scheme in one cell: 0.6 MB in 1.1.1."""

ESCO_BYTES = 1024 * _MIB
"""All ESCO tables of one command together, unpacked: twenty languages at once fit."""

JSON_BYTES = 64 * _MIB
"""A JSON document is parsed in memory, at some ten times its size; all 604 professional qualifications take 20 MB."""

JSON_DEPTH = 64
"""Nesting of a JSON document. Real ones nest nine deep; Python's parser recurses and would give up near a thousand."""

RDF_BYTES = 512 * _MIB
"""An RDF document, as it lies on disk. It is streamed; the limit keeps a mistake from filling the spool."""

RDF_UNPACKED_BYTES = 8192 * _MIB
"""What a packed RDF document (.gz) may unpack to. It is streamed; 100,000 synthetic trajectories are 5 GB."""

RDF_TRIPLES = 50_000_000
"""Triples of one RDF file: 100,000 trajectories are 33 million. Each subject is held in memory as some 100 bytes."""

RDF_GROUPED_TRIPLES = 200_000
"""Triples held in memory while they are grouped by subject: about 100 MB. What comes later makes another group."""

RDF_LITERAL_CHARACTERS = _MIB
"""Longest literal of an RDF delivery: descriptions, not documents."""

RDF_NUMBER_CHARACTERS = 64
"""Longest number. "1e1000000000" as a decimal is twelve characters that cost a validator 1.9 GB."""

RDF_QUOTE_DEPTH = 8
"""Statements about statements about …: the parser recurses, and 20,000 levels end the process."""

RDF_XML_DEPTH = 128
"""Nesting of RDF/XML. Parsing cost grows with the square of the depth: 40,000 levels took 7.6 s, 100,000 over 20 s."""

HIERARCHY_STEPS = 10_000
"""Steps upwards from one concept while looking for a circle. ESCO is eight levels deep with few parents each."""


ESCO_ZIP = ZipLimits(
    packed=256 * _MIB, unpacked=ESCO_BYTES, ratio=200, ratio_floor=_MIB, members=256, directory=256 * 1024
)
"""A download of CSV tables. Real tables pack 3 to 12 times; deflate cannot pass 1032 times."""
