"""The only writer: a delivery becomes one named graph, its provenance and its acknowledgements; all or nothing."""

from leerweg.publishing.publisher import Gate, Publisher, Receipt

__all__ = ["Gate", "Publisher", "Receipt"]
