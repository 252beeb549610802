#+ summary: State the number of the newest revision, in place of the former.
PREFIX lw: <https://w3id.org/leerweg/ns#>

DELETE {
  GRAPH ?catalogue { ?catalogue lw:revision ?former }
  ?catalogue lw:revision ?former
}
INSERT {
  GRAPH ?catalogue { ?catalogue lw:revision ?number }
  ?catalogue lw:revision ?number
}
WHERE {
  VALUES ?catalogue { UNDEF }
  VALUES ?number { UNDEF }
  OPTIONAL { GRAPH ?catalogue { ?catalogue lw:revision ?former } }
}
