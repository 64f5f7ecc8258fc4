-- Visits, what was asked for on them, and who keeps in touch with which household.

CREATE TABLE visit(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    household TEXT NOT NULL REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    visitors TEXT,
    findings TEXT,
    next TEXT,
    satisfied INTEGER CHECK (satisfied IN (0, 1)),
    remark TEXT
) STRICT, WITHOUT ROWID;
-- All that the rules ask of a visit lies in these two: thousands of households are walked through without their rows.
CREATE INDEX visit_household ON visit(household, "date", id, kind, outcome, next);
CREATE INDEX visit_date ON visit("date", id, household, kind, outcome);
CREATE INDEX visit_person ON visit(person) WHERE person IS NOT NULL;

CREATE TABLE visit_need(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    visit TEXT NOT NULL REFERENCES visit(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT,
    text TEXT NOT NULL,
    answer TEXT,
    report INTEGER NOT NULL CHECK (report IN (0, 1)),
    result TEXT,
    result_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_need_visit ON visit_need(visit);
CREATE INDEX visit_need_open ON visit_need(visit) WHERE result IS NULL AND (report = 1 OR answer IS NULL);

CREATE TABLE contact(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    household TEXT NOT NULL REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_person ON contact(person);
CREATE INDEX contact_household ON contact(household);
