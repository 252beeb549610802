"""Trajectories in a spreadsheet: a workbook made from `shapes/forms/`, read into a graph and written from one."""

from leerweg.validation.workbook.example import example_triples
from leerweg.validation.workbook.expressing import Expressing
from leerweg.validation.workbook.form import TRAJECTORY, Form, load_form
from leerweg.validation.workbook.mending import mend_workbook
from leerweg.validation.workbook.places import CellPlace, Places
from leerweg.validation.workbook.reading import Reading, read_workbook
from leerweg.validation.workbook.writing import write_workbook

__all__ = [
    "TRAJECTORY",
    "CellPlace",
    "Expressing",
    "Form",
    "Places",
    "Reading",
    "example_triples",
    "load_form",
    "mend_workbook",
    "read_workbook",
    "write_workbook",
]
