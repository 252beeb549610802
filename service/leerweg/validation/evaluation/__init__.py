"""SHACL evaluated directly on Oxigraph: the parts that our shapes use, with the results of the reference engine."""

from leerweg.validation.evaluation.evaluator import UnsupportedShapesError, evaluate
from leerweg.validation.evaluation.shape import Found

__all__ = ["Found", "UnsupportedShapesError", "evaluate"]
