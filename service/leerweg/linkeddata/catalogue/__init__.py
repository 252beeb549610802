"""The catalogue of questions: what partnerships and integrators ask of the graph, ready to be asked by name."""

from leerweg.linkeddata.catalogue.binding import Catalogue, Given
from leerweg.linkeddata.catalogue.entries import Entry, Parameter, own_questions, read_entries

__all__ = ["Catalogue", "Entry", "Given", "Parameter", "own_questions", "read_entries"]
