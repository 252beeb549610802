"""Bytes from outside become deliveries: ESCO, the Flemish qualification structure, registers, and any RDF."""
