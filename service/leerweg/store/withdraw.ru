#+ summary: Take from the default graph what only the superseded publication stated.
DELETE { ?subject ?predicate ?object }
WHERE {
  VALUES ?superseded { UNDEF }
  GRAPH ?superseded { ?subject ?predicate ?object }
  FILTER NOT EXISTS {
    VALUES ?superseded { UNDEF }
    ?other <https://w3id.org/leerweg/ns#publicationStatus> <https://w3id.org/leerweg/scheme/publication-status/current> .
    FILTER (?other != ?superseded)
    GRAPH ?other { ?subject ?predicate ?object }
  }
  FILTER NOT EXISTS {
    VALUES ?catalogue { UNDEF }
    GRAPH ?catalogue { ?subject ?predicate ?object }
  }
}
