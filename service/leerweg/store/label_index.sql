-- The full-text index of names and codes. Derived from the store: it may be deleted at any time.
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS publication (publication TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS label (
  id INTEGER PRIMARY KEY,
  publication TEXT NOT NULL,
  thing TEXT NOT NULL,
  kind TEXT NOT NULL,
  role TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  folded TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS label_beginning ON label (kind, folded);
CREATE INDEX IF NOT EXISTS label_whole ON label (folded);
CREATE INDEX IF NOT EXISTS label_publication ON label (publication);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
  folded, content = 'label', content_rowid = 'id', tokenize = 'unicode61', prefix = '2 3 4'
);
CREATE TRIGGER IF NOT EXISTS label_removed AFTER DELETE ON label BEGIN
  INSERT INTO words (words, rowid, folded) VALUES ('delete', old.id, old.folded);
END;
