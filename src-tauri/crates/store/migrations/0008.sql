-- The hand-carried exchange: with whom, what was sent and taken, and the rows as both sides had them.

-- The other station. A grid's book knows its village, a village's book its grids and its town.
CREATE TABLE exchange_peer(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    role TEXT NOT NULL CHECK (role IN ('grid', 'village', 'town')),
    name TEXT NOT NULL,
    code TEXT,
    grid TEXT REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED,
    device TEXT CHECK (length(device) = 36)
) STRICT, WITHOUT ROWID;
CREATE INDEX exchange_peer_grid ON exchange_peer(grid) WHERE grid IS NOT NULL;

-- Every workbook that was written (out = 1) or taken. `n` counts those of its writer; `ack` is the newest of the receiver's
-- that the writer had taken.
CREATE TABLE exchange_export(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    "out" INTEGER NOT NULL CHECK ("out" IN (0, 1)),
    kind TEXT NOT NULL,
    peer TEXT REFERENCES exchange_peer(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    ack TEXT CHECK (length(ack) = 36),
    "month" TEXT CHECK (length("month") = 7),
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    device TEXT NOT NULL CHECK (length(device) = 36),
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    profile TEXT NOT NULL,
    reason TEXT,
    held TEXT NOT NULL,
    delivered_on TEXT CHECK (length(delivered_on) = 10),
    due TEXT CHECK (length(due) = 10)
) STRICT, WITHOUT ROWID;
CREATE INDEX exchange_export_peer ON exchange_export(peer) WHERE peer IS NOT NULL;

-- A record that the other side made under an id of its own.
CREATE TABLE exchange_joined(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    peer TEXT NOT NULL REFERENCES exchange_peer(id) DEFERRABLE INITIALLY DEFERRED,
    theirs TEXT NOT NULL CHECK (length(theirs) = 36),
    ours TEXT NOT NULL CHECK (length(ours) = 36)
) STRICT, WITHOUT ROWID;
CREATE INDEX exchange_joined_peer ON exchange_joined(peer);

-- Rows as they stood in an export, each image once. In no operation: an export that was undone leaves them, and finds them
-- again when that is undone. Erasing blanks images.
CREATE TABLE exchange_image(
    id INTEGER PRIMARY KEY,
    tbl TEXT NOT NULL,
    "row" TEXT NOT NULL CHECK (length("row") = 36),
    image TEXT NOT NULL
) STRICT;
CREATE INDEX exchange_image_row ON exchange_image("row");

-- `part`: 0 as it was sent, 1 what both have in common, 2 what the other side last said. `via` is the export that made this
-- of it: its own id, or that of a workbook which was taken while it was under way.
CREATE TABLE exchange_row(
    export TEXT NOT NULL,
    via TEXT NOT NULL,
    part INTEGER NOT NULL CHECK (part IN (0, 1, 2)),
    image INTEGER NOT NULL REFERENCES exchange_image(id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (export, via, part, image)
) STRICT, WITHOUT ROWID;
CREATE INDEX exchange_row_image ON exchange_row(image);

-- Which workbook raised a question; blank for a roster's. What such a question holds are values as they are stored.
ALTER TABLE doubt ADD COLUMN export TEXT CHECK (length(export) = 36);
