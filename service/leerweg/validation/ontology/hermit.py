"""The program that asks HermiT about one N-Triples file; it runs in a process of its own (see `reasoner`).

Usage: `python hermit.py FILE JAVA MEGABYTES`. Prints one JSON object: `consistent` (boolean), `unsatisfiable` (IRIs of
the classes that can never have a member) and `failure` (why the reasoner gave no answer, else empty).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(file: Path, java: str, megabytes: int) -> dict[str, object]:
    """What HermiT says of the ontology in this N-Triples file."""
    import owlready2  # noqa: PLC0415 - slow to load, and only this program's own process needs it

    owlready2.JAVA_EXE = java
    owlready2.reasoning.JAVA_MEMORY = megabytes
    world = owlready2.World()
    with file.open("rb") as triples:
        world.get_ontology("https://w3id.org/leerweg/ns#").load(fileobj=triples)
    try:
        # xsd:date is no datatype of OWL 2; the reasoner may not judge its values, but must not stop at it.
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return {"consistent": False, "unsatisfiable": [], "failure": ""}
    except owlready2.OwlReadyJavaError as error:
        return {"consistent": True, "unsatisfiable": [], "failure": str(error)}
    empty = sorted(found.iri for found in world.inconsistent_classes() if hasattr(found, "iri"))
    nothing = owlready2.Nothing.iri
    return {"consistent": True, "unsatisfiable": [iri for iri in empty if iri != nothing], "failure": ""}


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])), sys.stdout)
