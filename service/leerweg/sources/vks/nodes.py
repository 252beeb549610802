"""Values in a JSON document with the place they stand at, read as what they should be.

Whoever reads a record catches `Refusal` and turns it into a rejection: it knows the place (a JSON pointer) and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from leerweg.model.delivery import Location, Rejection
from leerweg.sources.text import plain, prose

__all__ = ["Node", "Refusal"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHOWN = 60


class Refusal(Exception):  # noqa: N818  # no error of the program: one record of the input is turned down
    """One record cannot be taken over: where and why."""

    def __init__(self, node: Node, reason: str) -> None:
        super().__init__(reason)
        self.node = node
        self.reason = reason

    def rejection(self, key: str) -> Rejection:
        """The answer to the record with this key."""
        return Rejection(key, self.node.where, self.reason, "Correct the value at its source, or take the record out.")


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value, the file it is in and its JSON pointer; a member that is absent has the value None."""

    value: Any
    file: str
    pointer: str = ""

    @property
    def where(self) -> Location:
        """The place of the value."""
        return Location(self.file, self.pointer)

    def __bool__(self) -> bool:
        """Whether there is a value at all."""
        return self.value is not None

    def __truediv__(self, name: str) -> Node:
        """The member of this name: `node / "extra" / "isced"`. Refuses what is neither an object nor absent."""
        if self.value is not None and not isinstance(self.value, dict):
            raise Refusal(self, f"There should be an object here, not {self._shown}.")
        value = None if self.value is None else self.value.get(name)
        return Node(value, self.file, f"{self.pointer}/{name.replace('~', '~0').replace('/', '~1')}")

    def items(self) -> Iterator[Node]:
        """The items of a list; none where there is no value. Refuses anything else."""
        if self.value is not None and not isinstance(self.value, list):
            raise Refusal(self, f"There should be a list here, not {self._shown}.")
        for index, value in enumerate(self.value or ()):
            yield Node(value, self.file, f"{self.pointer}/{index}")

    def members(self) -> Iterator[tuple[str, Node]]:
        """Names and values of an object; none where there is no value."""
        for name in self.value or ():
            yield name, self / name

    def raw_text(self) -> str:
        """The text as it stands, empty where there is none. Refuses anything but a text."""
        if self.value is None:
            return ""
        if not isinstance(self.value, str):
            raise Refusal(self, f"There should be a text here, not {self._shown}.")
        return self.value

    def label(self) -> str:
        """A label without surplus blanks; empty where there is none."""
        return plain(self.raw_text())

    def prose(self) -> str:
        """A description with its line ends; empty where there is none."""
        return prose(self.raw_text())

    def needed_label(self) -> str:
        """A label that must be there."""
        return self.label() or self._refuse("A text is missing here.")

    def code(self, pattern: str, what: str) -> str:
        """A code of this form, which must be there; `what` names it in the reason."""
        code = self.label()
        if not re.fullmatch(pattern, code):
            self._refuse(f"{self._shown} is not {what}." if code else f"There is no {what.removeprefix('a ')} here.")
        return code

    def whole_number(self) -> int | None:
        """A whole number, None where there is none. Refuses anything else, also true and 3.5."""
        if self.value is not None and (isinstance(self.value, bool) or not isinstance(self.value, int)):
            raise Refusal(self, f"There should be a whole number here, not {self._shown}.")
        return self.value

    def truth(self) -> bool | None:
        """True or false, None where there is neither. Refuses anything else."""
        if self.value is not None and not isinstance(self.value, bool):
            raise Refusal(self, f"There should be true or false here, not {self._shown}.")
        return self.value

    def date(self) -> str:
        """A date that exists, as YYYY-MM-DD; empty where there is none."""
        text = self.label()
        if not text:
            return ""
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        return self._refuse(f"'{text}' is no date that exists (YYYY-MM-DD).")

    @property
    def _shown(self) -> str:
        text = repr(self.value)
        return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"

    def _refuse(self, reason: str) -> str:
        raise Refusal(self, reason)
