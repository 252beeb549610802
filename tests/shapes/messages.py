"""What people are told of each case that breaks a rule, in three languages, kept beside the cases.

`python -m tests.shapes.messages` writes the files anew; read the difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.shapes.conftest import FILES, Case

from leerweg.validation.shapes import LANGUAGES

__all__ = ["KEPT", "told"]

KEPT = "messages.txt"


@cache
def told(topic: Path) -> str:
    """The messages of every violating case of a topic, by case and language."""
    cases = [Case(file) for file in FILES if file.parent == topic]
    return "\n".join(line for case in cases if case.kind == "violates" for line in _lines(case))


def _lines(case: Case) -> Iterator[str]:
    yield f"{case.file.stem}"
    for finding in case.run().findings:
        for language in LANGUAGES:
            yield f"  {finding.severity:<9} {language}: {' '.join(finding.message[language].split())}"
    yield ""


if __name__ == "__main__":
    for folder in sorted({file.parent for file in FILES}):
        (folder / KEPT).write_text(told(folder), encoding="utf-8")
