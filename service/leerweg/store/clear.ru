#+ summary: Empty the store, before a dump is put back.
CLEAR ALL
