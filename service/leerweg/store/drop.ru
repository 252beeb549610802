#+ summary: Drop what an interrupted write left behind.
DELETE { GRAPH ?graph { ?subject ?predicate ?object } }
WHERE {
  VALUES ?graph { UNDEF }
  GRAPH ?graph { ?subject ?predicate ?object }
}
