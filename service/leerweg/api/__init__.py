"""The HTTP interface: parse, ask a room, present. One table decides which error is which status."""

from leerweg.api.application import create_application
from leerweg.api.serving import options

__all__ = ["create_application", "options"]
