"""Every error a user can meet, as one tree.

LeerwegError
├── InputError                 what was given cannot be used
│   ├── MalformedInputError    it breaks the syntax of its own format
│   ├── UnsupportedFormatError its format is not one we read
│   ├── InputTooLargeError     it passes a stated limit
│   ├── UnacceptableContentError  it is readable but says what it may not say
│   ├── UnknownTermError       nothing in the graph answers to this name, code or IRI
│   ├── AmbiguousTermError     more than one thing does
│   └── NotAcceptableError     no form that was asked for is one that is offered
├── QueryRefusedError          a SPARQL query that is not run, and why
├── WorkLimitError             work of a stranger passed its time or memory limit
├── StoreError
│   ├── StoreUnavailableError  no connection
│   ├── StoreTimeoutError      no answer in time
│   ├── StoreAccessError       credentials refused
│   ├── StoreAnswerError       an answer that is not SPARQL
│   └── StoreInUseError        another process owns the embedded store
├── OntologyError              the ontology fails one of its own checks
└── ConfigurationError         a setting that cannot be

Each carries three sentences for a person: what is wrong, where, and how to mend it.
The HTTP status of each is decided in one table at the edge (`leerweg.api.problems`),
the exit code in one place of the command line (`leerweg.cli.app`).
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "AmbiguousTermError",
    "ConfigurationError",
    "InputError",
    "InputTooLargeError",
    "LeerwegError",
    "MalformedInputError",
    "NotAcceptableError",
    "OntologyError",
    "QueryRefusedError",
    "StoreAccessError",
    "StoreAnswerError",
    "StoreError",
    "StoreInUseError",
    "StoreTimeoutError",
    "StoreUnavailableError",
    "UnacceptableContentError",
    "UnknownTermError",
    "UnsupportedFormatError",
    "WorkLimitError",
]


class LeerwegError(Exception):
    """What is wrong (`message`), where (`where`, may be empty) and how to mend it (`remedy`, may be empty)."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: where, what, how to mend it."""
        start = f"{self.where}: " if self.where else ""
        end = f" {self.remedy}" if self.remedy else ""
        return f"{start}{self.message}{end}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders (isolated work); keyword arguments must survive it."""
        return (_rebuild, (type(self), self.message, self.where, self.remedy))


def _rebuild(kind: type[LeerwegError], message: str, where: str, remedy: str) -> LeerwegError:
    return kind(message, where=where, remedy=remedy)


class InputError(LeerwegError):
    """What was given cannot be used."""


class MalformedInputError(InputError):
    """The input breaks the syntax of its own format."""


class UnsupportedFormatError(InputError):
    """The input's format is not one that is read here."""


class InputTooLargeError(InputError):
    """The input passes a stated limit."""


class UnacceptableContentError(InputError):
    """The input is readable but says something it may not say (a class hierarchy, a person, …)."""


class UnknownTermError(InputError):
    """Nothing in the graph answers to this name, code or IRI."""


class AmbiguousTermError(InputError):
    """More than one thing answers to this name; `candidates` holds (IRI, label) pairs, best first."""

    def __init__(
        self, message: str, *, where: str = "", remedy: str = "", candidates: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.candidates = tuple(candidates)

    def __reduce__(self) -> tuple[object, ...]:
        """The candidates cross process borders too."""
        return (_rebuild_ambiguous, (self.message, self.where, self.remedy, self.candidates))


def _rebuild_ambiguous(
    message: str, where: str, remedy: str, candidates: tuple[tuple[str, str], ...]
) -> AmbiguousTermError:
    return AmbiguousTermError(message, where=where, remedy=remedy, candidates=candidates)


class NotAcceptableError(InputError):
    """None of the media types asked for is offered; the remedy lists those that are."""


class QueryRefusedError(InputError):
    """A SPARQL query that is not run (syntax, SERVICE, LOAD, too large), and why."""


class WorkLimitError(LeerwegError):
    """Isolated work passed its time or memory limit and was stopped."""


class StoreError(LeerwegError):
    """The store could not do what was asked."""


class StoreUnavailableError(StoreError):
    """There is no connection to the store."""


class StoreTimeoutError(StoreError):
    """The store gave no answer in time."""


class StoreAccessError(StoreError):
    """The store refused the credentials."""


class StoreAnswerError(StoreError):
    """The store answered with something that is not SPARQL, or that broke off."""


class StoreInUseError(StoreError):
    """Another process owns the embedded store."""


class OntologyError(LeerwegError):
    """The ontology fails one of its own checks."""


class ConfigurationError(LeerwegError):
    """A setting that cannot be."""
