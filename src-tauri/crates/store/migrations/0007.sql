-- What a party group is given to do, plans, undertakes for a year, and how that is assessed.

CREATE TABLE task(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    source TEXT NOT NULL,
    unit TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    text TEXT NOT NULL,
    due TEXT,
    owner TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    remark TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX task_date ON task("date", id);
CREATE INDEX task_unit ON task(unit) WHERE unit IS NOT NULL;
CREATE INDEX task_owner ON task(owner) WHERE owner IS NOT NULL;

-- Appended, never changed but by undo.
CREATE TABLE task_step(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    task TEXT NOT NULL REFERENCES task(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    step TEXT NOT NULL,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    note TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX task_step_task ON task_step(task);

-- Of a year (`2026`) or a month (`2026-03`).
CREATE TABLE plan(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    period TEXT NOT NULL CHECK (length(period) IN (4, 7)),
    unit TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    targets TEXT,
    methods TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_period ON plan(period);
CREATE INDEX plan_unit ON plan(unit) WHERE unit IS NOT NULL;

CREATE TABLE plan_item(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    plan TEXT NOT NULL REFERENCES plan(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    text TEXT NOT NULL,
    measures TEXT,
    due TEXT,
    owner TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    duty TEXT,
    done_on TEXT CHECK (length(done_on) = 10),
    result TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_item_plan ON plan_item(plan);
CREATE INDEX plan_item_owner ON plan_item(owner) WHERE owner IS NOT NULL;

-- 党建目标责任书. Points are in tenths.
CREATE TABLE letter(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
    unit TEXT NOT NULL REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    signed_on TEXT CHECK (length(signed_on) = 10),
    remark TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_year ON letter(year);
CREATE INDEX letter_unit ON letter(unit);

CREATE TABLE letter_item(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    letter TEXT NOT NULL REFERENCES letter(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    text TEXT NOT NULL,
    demand TEXT,
    points INTEGER NOT NULL CHECK (points >= 0),
    due TEXT,
    owner TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    own_score INTEGER CHECK (own_score BETWEEN 0 AND points),
    score INTEGER CHECK (score BETWEEN 0 AND points),
    note TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_item_letter ON letter_item(letter);
CREATE INDEX letter_item_owner ON letter_item(owner) WHERE owner IS NOT NULL;

-- 考核细则. Points that follow from records are stored nowhere.
CREATE TABLE score_rule(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
    about TEXT NOT NULL,
    kind TEXT,
    text TEXT NOT NULL,
    points INTEGER NOT NULL CHECK (points <> 0),
    cap INTEGER CHECK (cap >= abs(points)),
    period TEXT NOT NULL,
    evidence TEXT NOT NULL,
    "of" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX score_rule_year ON score_rule(year);

CREATE TABLE score_entry(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    rule TEXT NOT NULL REFERENCES score_rule(id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    points INTEGER NOT NULL CHECK (points <> 0),
    reason TEXT NOT NULL,
    reviewer TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    CHECK ((person IS NULL) <> (project IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX score_entry_rule ON score_entry(rule);
CREATE INDEX score_entry_person ON score_entry(person) WHERE person IS NOT NULL;
CREATE INDEX score_entry_project ON score_entry(project) WHERE project IS NOT NULL;
CREATE INDEX score_entry_reviewer ON score_entry(reviewer);
