#+ summary: Insert triples into the default graph.
INSERT { ?subject ?predicate ?object }
WHERE { VALUES (?subject ?predicate ?object) { (UNDEF UNDEF UNDEF) } }
