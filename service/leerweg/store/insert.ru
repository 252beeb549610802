#+ summary: Insert triples into one named graph.
INSERT { GRAPH ?graph { ?subject ?predicate ?object } }
WHERE {
  VALUES ?graph { UNDEF }
  VALUES (?subject ?predicate ?object) { (UNDEF UNDEF UNDEF) }
}
