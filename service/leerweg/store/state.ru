#+ summary: State triples in the catalogue and in the default graph.
INSERT {
  GRAPH ?catalogue { ?subject ?predicate ?object }
  ?subject ?predicate ?object
}
WHERE {
  VALUES ?catalogue { UNDEF }
  VALUES (?subject ?predicate ?object) { (UNDEF UNDEF UNDEF) }
}
