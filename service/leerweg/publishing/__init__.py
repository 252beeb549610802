"""The only writer: a delivery becomes one named graph, its provenance and its acknowledgements; all or nothing."""

from leerweg.publishing.publisher import Publisher, Receipt

__all__ = ["Publisher", "Receipt"]
