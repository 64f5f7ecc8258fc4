-- Activities with who took part, registers of places, things and organisations, projects, photographs.

CREATE TABLE project(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    goal TEXT,
    owner TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    unit TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    served TEXT,
    progress TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX project_owner ON project(owner) WHERE owner IS NOT NULL;
CREATE INDEX project_unit ON project(unit) WHERE unit IS NOT NULL;

CREATE TABLE activity(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    service TEXT,
    topic TEXT,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    "start" TEXT CHECK (length("start") = 5),
    "end" TEXT CHECK (length("end") = 5),
    place TEXT,
    body TEXT,
    beneficiaries TEXT,
    served INTEGER CHECK (served >= 0),
    led_by TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    unit TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
    association TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    result TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_date ON activity("date", id);
CREATE INDEX activity_led_by ON activity(led_by) WHERE led_by IS NOT NULL;
CREATE INDEX activity_unit ON activity(unit) WHERE unit IS NOT NULL;
CREATE INDEX activity_project ON activity(project) WHERE project IS NOT NULL;
CREATE INDEX activity_association ON activity(association) WHERE association IS NOT NULL;

CREATE TABLE activity_person(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    activity TEXT NOT NULL REFERENCES activity(id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    part TEXT NOT NULL,
    half_hours INTEGER CHECK (half_hours BETWEEN 1 AND 48),
    merge TEXT REFERENCES person_merge(id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_person_activity ON activity_person(activity);
CREATE INDEX activity_person_person ON activity_person(person);
CREATE INDEX activity_person_merge ON activity_person(merge) WHERE merge IS NOT NULL;

CREATE TABLE place(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    hamlet TEXT,
    address TEXT,
    note TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE thing(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    measure TEXT,
    place TEXT REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_place ON thing(place) WHERE place IS NOT NULL;

CREATE TABLE organisation(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    head TEXT,
    phone TEXT,
    note TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX organisation_person ON organisation(person) WHERE person IS NOT NULL;

-- The JPEGs, each once, by hash. Written in the operation of the first row that points to one, never changed, and in no
-- image: an undo or a redo of that row finds its picture here.
CREATE TABLE picture(
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    jpeg BLOB NOT NULL
) STRICT;

-- A photograph shows one record: exactly one of the four.
CREATE TABLE attachment(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    activity TEXT REFERENCES activity(id) DEFERRABLE INITIALLY DEFERRED,
    visit TEXT REFERENCES visit(id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
    caption TEXT,
    sha256 TEXT NOT NULL REFERENCES picture(sha256) DEFERRABLE INITIALLY DEFERRED,
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    taken_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_activity ON attachment(activity) WHERE activity IS NOT NULL;
CREATE INDEX attachment_visit ON attachment(visit) WHERE visit IS NOT NULL;
CREATE INDEX attachment_place ON attachment(place) WHERE place IS NOT NULL;
CREATE INDEX attachment_project ON attachment(project) WHERE project IS NOT NULL;
CREATE INDEX attachment_sha256 ON attachment(sha256);
