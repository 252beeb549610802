"""What a SPARQL constraint cannot do without: properties that its focus node must have for it to find anything.

A query costs a hundred times as much as seeing that a property is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import NamedNode

__all__ = ["required_properties"]

_PREFIX = re.compile(r"\bPREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*')
# A property that stands alone or begins a sequence; with another operator behind it, it may be left out.
_STEP = re.compile(r"\$this\s+(?P<name>[a-z][\w-]*:[\w-]+|a)(?=\s*/|\s+[?$\w<\"(])(?!\s*[|*+?](?!\w))")


def required_properties(query: str) -> tuple[NamedNode, ...]:
    """The properties that each solution needs `$this` to have; some that are needed may be missing.

    Read from the patterns that stand directly in the WHERE clause, in none of its groups.
    """
    prefixes = dict(_PREFIX.findall(query))
    start = _WHERE.search(query)
    if start is None:
        return ()
    body = "".join(_outside_groups(_QUOTED.sub(_blank, query[start.end() :])))
    names = dict.fromkeys(match["name"] for match in _STEP.finditer(body))
    parted = (name.split(":", 1) for name in names if ":" in name)
    return tuple(NamedNode(prefixes[prefix] + local) for prefix, local in parted if prefix in prefixes)


def _blank(quoted: re.Match[str]) -> str:
    """What stands for an IRI or a text: nothing that looks like syntax. A comment leaves only the end of its line."""
    return " " if quoted[0].startswith("#") else "x:y"


def _outside_groups(body: str) -> Iterator[str]:
    """The text between the braces of a clause, without what stands in braces of its own."""
    depth = 0
    for sign in body:
        if sign == "{":
            depth += 1
            yield " . "
        elif sign == "}":
            depth -= 1
            if depth < 0:
                return
        elif not depth:
            yield sign
