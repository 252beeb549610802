"""One question on rdflib in memory: loads the default graph of an N-Quads dump, asks, prints milliseconds."""

from __future__ import annotations

import re
import sys
import time

import rdflib

graph = rdflib.Graph()
# A line of the default graph ends after the object; a named one has an IRI before the dot.
with open(sys.argv[1], encoding="utf-8") as dump:
    named = re.compile(r"> \.$|_:\w+ \.$")
    lines = (line for line in dump if not line.startswith("#"))
    default = [line for line in lines if line.count("> ") <= 3 and not re.search(r'["\w>] <[^>]*> \.$', line)]
graph.parse(data="".join(default), format="nt")
query = sys.stdin.read()
begun = time.perf_counter()
list(graph.query(query))
print((time.perf_counter() - begun) * 1000)
