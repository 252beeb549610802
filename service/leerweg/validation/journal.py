"""What a long judgement has found so far, kept in a file line by line, so that it can be taken up again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from leerweg.errors import InputError, MalformedInputError
from leerweg.validation.sweep import Judged

__all__ = ["Journal", "Tally"]


@dataclass
class Tally:
    """Counts of what was judged: trajectories, those that do not conform, and trajectories by rule and severity."""

    judged: int = 0
    failing: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, findings: set[tuple[str, str]]) -> None:
        """Count one trajectory by the rules that it breaks, each with the severity of the finding."""
        self.judged += 1
        self.failing += any(severity == "Violation" for _, severity in findings)
        self.rules.update(findings)


class Journal:
    """JSON lines: first what was judged (revision, profile, day), then a line per trajectory with its findings.

    A file that exists is taken up where it ended; a last line that was cut off is judged again. Raises InputError for
    a file that is something else, or that judged something else, and when it cannot be written.
    """

    def __init__(self, path: Path, revision: int, profile: str, on: date) -> None:
        self._path = path
        self._head = {"revision": revision, "profile": profile, "on": on.isoformat()}
        self.tally = Tally()
        self.done: set[str] = set()
        self._output: IO[str] | None = None

    def __enter__(self) -> Self:
        """Read what is there and open the file to add to it."""
        try:
            size = self._read() if self._path.exists() else 0
            self._output = self._path.open("a", encoding="utf-8")
            self._output.truncate(size)
        except OSError as refused:
            raise InputError(
                f"The results cannot be kept: {refused.strerror or refused}.",
                where=str(self._path),
                remedy="Choose a place where you may write.",
            ) from refused
        if not size:
            self._write(self._head)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; what was added stays."""
        if self._output is not None:
            self._output.close()

    def add(self, judged: Judged) -> None:
        """Keep what was found of one trajectory."""
        findings = [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "focus": finding.focus,
                "path": finding.path,
                "value": finding.value,
                "message": dict(finding.message),
            }
            for finding in judged.findings
        ]
        self._write({"trajectory": judged.trajectory, "conforms": judged.conforms, "findings": findings})
        self.tally.add({(finding.rule, finding.severity) for finding in judged.findings})

    def _write(self, line: dict[str, object]) -> None:
        if self._output is not None:
            self._output.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._output.flush()

    def _read(self) -> int:
        """Take up what the file holds; how many of its bytes are whole lines."""
        size = 0
        for number, (line, length) in enumerate(self._lines()):
            if number == 0 and line != self._head:
                raise MalformedInputError(
                    "These are results of another revision, profile or day, or no results at all.",
                    where=str(self._path),
                    remedy="Choose another file, or remove this one to begin anew.",
                )
            if number:
                self.done.add(str(line["trajectory"]))
                found = line["findings"]
                assert isinstance(found, list)
                self.tally.add({(finding["rule"], finding["severity"]) for finding in found})
            size += length
        return size

    def _lines(self) -> Iterator[tuple[dict[str, object], int]]:
        with self._path.open("rb") as lines:
            for line in lines:
                try:
                    content = json.loads(line)
                except ValueError:
                    content = None
                if not line.endswith(b"\n"):
                    return  # cut off while it was written
                if not isinstance(content, dict):
                    content = {}
                yield content, len(line)
