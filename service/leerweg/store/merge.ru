#+ summary: Add a new publication to the default graph.
INSERT { ?subject ?predicate ?object }
WHERE {
  VALUES ?published { UNDEF }
  GRAPH ?published { ?subject ?predicate ?object }
}
