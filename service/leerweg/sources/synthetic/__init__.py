"""A made-up company register over the loaded qualifications, marked as synthetic in every record."""

from leerweg.sources.synthetic.generator import generate_register

__all__ = ["generate_register"]
