"""The seam where foreign work runs: a process of its own that can be killed, with a memory ceiling and no network."""

from leerweg.isolation.worker import prepare, run_isolated

__all__ = ["prepare", "run_isolated"]
