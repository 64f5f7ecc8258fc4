-- Two records found to be one person: which one ended, since when, and what number it had.

CREATE TABLE person_merge(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kept TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    other TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED CHECK (other <> kept),
    id_number TEXT,
    id_reason TEXT,
    "from" TEXT NOT NULL,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX person_merge_kept ON person_merge(kept);
CREATE INDEX person_merge_other ON person_merge(other);
