"""What went wrong, for a reader: a status, and the texts that say so in the reader's language where there are any."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from leerweg.errors import (
    InputError,
    InputTooLargeError,
    LeerwegError,
    MalformedInputError,
    StoreError,
    StoreInUseError,
    StoreTimeoutError,
    StoreUnavailableError,
    UnacceptableContentError,
    UnknownTermError,
    UnsupportedFormatError,
    WorkLimitError,
)

__all__ = ["Failure", "explain"]

_LOG = logging.getLogger("leerweg.web")

# The first class that fits counts: HTTP status and the key of the text.
_TABLE: tuple[tuple[type[LeerwegError], int, str], ...] = (
    (UnknownTermError, 404, "unknown"),
    (UnsupportedFormatError, 415, "format"),
    (InputTooLargeError, 413, "large"),
    (UnacceptableContentError, 422, "content"),
    (MalformedInputError, 400, "malformed"),
    (InputError, 400, "input"),
    (WorkLimitError, 503, "work"),
    (StoreTimeoutError, 504, "slow"),
    (StoreUnavailableError, 503, "store"),
    (StoreInUseError, 503, "store"),
    (StoreError, 503, "store"),
    (LeerwegError, 500, "other"),
)


@dataclass(frozen=True)
class Failure:
    """A failed request: `status` of HTTP, the `key` of the text, and the error's own sentences, in English.

    These are empty where they are not for strangers.
    """

    status: int
    key: str
    message: str = ""
    where: str = ""
    remedy: str = ""


def explain(error: LeerwegError) -> Failure:
    """How to show this error; what a failing store says goes to the log and not to a stranger."""
    status, key = next((status, key) for kind, status, key in _TABLE if isinstance(error, kind))
    if isinstance(error, StoreError) or key == "other":
        _LOG.error("%s", error)
        return Failure(status, key)
    return Failure(status, key, error.message, error.where, error.remedy)
