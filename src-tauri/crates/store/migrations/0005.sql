-- Who was erased: the row that stays, when, and nothing else. No later list brings them back.

CREATE TABLE tombstone(
    "row" TEXT PRIMARY KEY CHECK (length("row") = 36),
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
