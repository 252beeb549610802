"""Which workplaces together teach a qualification: the problem, its solver, its checker, and the answer."""

from leerweg.coverage.combining.answering import Combiner

__all__ = ["Combiner"]
