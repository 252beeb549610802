"""How deep a text nests, counted in one pass and without recursion, before a recursive parser meets it."""

from __future__ import annotations

import re

from pyoxigraph import RdfFormat

__all__ = ["nesting_depth"]

# Quantifiers are possessive: no text can make these expressions go back over what they have read.
_TURTLE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\n\r]|\\.)*+"'
    r"|'(?:[^'\\\n\r]|\\.)*+'"
    r"|<[^<>\"{}|^`\s]*+>"
    r"|#[^\n\r]*+"
    r"|(?P<open>[\[({]|<<)|(?P<close>[\])}]|>>)",
    re.DOTALL,
)
_JSON = re.compile(r'"(?:[^"\\]|\\.)*+"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_XML = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[?!][^>]*+>"
    r"|(?P<close></[^>]*+>)"
    r"|<(?:[^<>\"'/]|\"[^\"]*+\"|'[^']*+'|/(?!>))*+(?:/>|(?P<open>>))",
    re.DOTALL,
)


def nesting_depth(text: str, rdf_format: RdfFormat) -> int:
    """The greatest number of brackets (elements, in XML) that are open at once; strings and comments do not count."""
    tokens = _XML if rdf_format == RdfFormat.RDF_XML else _JSON if rdf_format == RdfFormat.JSON_LD else _TURTLE
    depth = deepest = 0
    for token in tokens.finditer(text):
        if token["open"]:
            depth += 1
            deepest = max(deepest, depth)
        elif token["close"]:
            depth -= 1
    return deepest
