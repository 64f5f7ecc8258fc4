-- The first schema. A released migration is never edited; the next one is a new file.
-- Rows are dated, not deleted by use. Foreign keys are deferred, so that an undo may write rows back in any order.

CREATE TABLE operator(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    name TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE station(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    role TEXT NOT NULL CHECK (role IN ('grid', 'village', 'town')),
    name TEXT NOT NULL,
    code TEXT,
    village TEXT,
    town TEXT,
    device TEXT NOT NULL CHECK (length(device) = 36),
    opened_on TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE org_unit(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    parent TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    code TEXT,
    founded_on TEXT,
    led_by TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    approved_by TEXT,
    dissolved_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX org_unit_parent ON org_unit(parent) WHERE parent IS NOT NULL;
CREATE INDEX org_unit_led_by ON org_unit(led_by) WHERE led_by IS NOT NULL;

CREATE TABLE grid(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    unit TEXT NOT NULL REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    parent TEXT REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL CHECK (number >= 0),
    name TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    kind TEXT NOT NULL,
    grid_code TEXT,
    external_code TEXT,
    hamlets TEXT NOT NULL,
    boundary TEXT,
    target_households INTEGER CHECK (target_households >= 0),
    drawn_by TEXT,
    approved_by TEXT,
    filed_on TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX grid_unit ON grid(unit);
CREATE INDEX grid_parent ON grid(parent) WHERE parent IS NOT NULL;

CREATE TABLE household(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    code TEXT,
    hamlet TEXT,
    address TEXT,
    phone TEXT,
    "from" TEXT,
    from_reason TEXT,
    "to" TEXT,
    to_reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE household_grid(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    household TEXT NOT NULL REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
    grid TEXT NOT NULL REFERENCES grid(id) DEFERRABLE INITIALLY DEFERRED,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX household_grid_household ON household_grid(household);
CREATE INDEX household_grid_grid ON household_grid(grid);

CREATE TABLE person(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    name TEXT NOT NULL,
    former_name TEXT,
    id_number TEXT,
    id_reason TEXT,
    sex TEXT CHECK (sex IN ('1', '2')),
    birth TEXT,
    died_on TEXT,
    phone TEXT,
    ethnic TEXT,
    education TEXT,
    political TEXT,
    skills TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE work(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    place TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX work_person ON work(person);

CREATE TABLE residence(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    household TEXT NOT NULL REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    relation TEXT,
    "from" TEXT,
    from_reason TEXT,
    "to" TEXT,
    to_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX residence_person ON residence(person);
CREATE INDEX residence_household ON residence(household);

-- A tag is about a household or about a person, never both.
CREATE TABLE tag(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    subtype TEXT,
    grade TEXT,
    certificate TEXT,
    "from" TEXT,
    "to" TEXT,
    source TEXT,
    CHECK ((household IS NULL) <> (person IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_household ON tag(household) WHERE household IS NOT NULL;
CREATE INDEX tag_person ON tag(person) WHERE person IS NOT NULL;

CREATE TABLE role(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    unit TEXT NOT NULL REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    member_kind TEXT,
    volunteer_kind TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX role_person ON role(person);
CREATE INDEX role_unit ON role(unit);

CREATE TABLE party_member(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    joined_on TEXT,
    full_on TEXT,
    branch TEXT,
    floating INTEGER NOT NULL CHECK (floating IN (0, 1)),
    exempt INTEGER NOT NULL CHECK (exempt IN (0, 1)),
    exempt_reason TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX party_member_person ON party_member(person);

-- `record` is no foreign key: a doubt outlives the row that it is about.
CREATE TABLE doubt(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    why TEXT NOT NULL,
    kind TEXT,
    record TEXT,
    field TEXT,
    base TEXT,
    mine TEXT,
    theirs TEXT,
    source TEXT,
    decision TEXT,
    decided_by TEXT REFERENCES operator(id) DEFERRABLE INITIALLY DEFERRED,
    decided_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX doubt_record ON doubt(record) WHERE record IS NOT NULL;
CREATE INDEX doubt_decided_by ON doubt(decided_by) WHERE decided_by IS NOT NULL;

-- One user action, or one import of however many files. Order is by counter, never by clock.
CREATE TABLE op(
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    operator TEXT NOT NULL REFERENCES operator(id) DEFERRABLE INITIALLY DEFERRED,
    at TEXT NOT NULL,
    station TEXT NOT NULL,
    counter INTEGER NOT NULL,
    undoes INTEGER REFERENCES op(seq) DEFERRABLE INITIALLY DEFERRED CHECK (undoes < seq)
) STRICT;
CREATE INDEX op_operator ON op(operator);
CREATE INDEX op_counter ON op(counter);
CREATE UNIQUE INDEX op_undoes ON op(undoes) WHERE undoes IS NOT NULL;

-- `before` is the row's image as a JSON object by column name, null when the row was not there. There is no image of
-- the row after: that is the next change's `before`, or the row itself.
CREATE TABLE change(
    op INTEGER NOT NULL REFERENCES op(seq) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    "row" TEXT NOT NULL,
    before TEXT,
    PRIMARY KEY (op, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_row ON change("row");

CREATE TABLE draft(
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting(
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import_mapping(
    captions TEXT PRIMARY KEY,
    mapping TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source_file(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    op INTEGER NOT NULL REFERENCES op(seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX source_file_sha256 ON source_file(sha256);
CREATE INDEX source_file_op ON source_file(op);

-- The chain runs over `sealed`, not over the words, so that erasing somebody's words leaves it whole.
CREATE TABLE audit_log(
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    at TEXT NOT NULL,
    operator TEXT NOT NULL REFERENCES operator(id) DEFERRABLE INITIALLY DEFERRED,
    act TEXT NOT NULL,
    what TEXT,
    reason TEXT,
    salt TEXT,
    sealed TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_operator ON audit_log(operator);
