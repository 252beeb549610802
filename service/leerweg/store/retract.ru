#+ summary: Take triples from the catalogue and from the default graph.
DELETE {
  GRAPH ?catalogue { ?subject ?predicate ?object }
  ?subject ?predicate ?object
}
WHERE {
  VALUES ?catalogue { UNDEF }
  VALUES (?subject ?predicate ?object) { (UNDEF UNDEF UNDEF) }
}
