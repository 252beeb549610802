#+ summary: State the number of the newest revision, in place of the former.
DELETE {
  GRAPH ?catalogue { ?catalogue <https://w3id.org/leerweg/ns#revision> ?former }
  ?catalogue <https://w3id.org/leerweg/ns#revision> ?former
}
INSERT {
  GRAPH ?catalogue { ?catalogue <https://w3id.org/leerweg/ns#revision> ?number }
  ?catalogue <https://w3id.org/leerweg/ns#revision> ?number
}
WHERE {
  VALUES ?catalogue { UNDEF }
  VALUES ?number { UNDEF }
  OPTIONAL { GRAPH ?catalogue { ?catalogue <https://w3id.org/leerweg/ns#revision> ?former } }
}
