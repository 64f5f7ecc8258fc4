-- The party group's month: meetings with their minutes, talks, posts, commitments, matters, sealed months.

CREATE TABLE meeting(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    "start" TEXT CHECK (length("start") = 5),
    "end" TEXT CHECK (length("end") = 5),
    place TEXT,
    unit TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    chair TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    recorder TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    topic TEXT,
    agenda TEXT NOT NULL,
    guests TEXT,
    remark TEXT,
    entered_on TEXT NOT NULL CHECK (length(entered_on) = 10)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_date ON meeting("date", id);
CREATE INDEX meeting_unit ON meeting(unit) WHERE unit IS NOT NULL;
CREATE INDEX meeting_chair ON meeting(chair) WHERE chair IS NOT NULL;
CREATE INDEX meeting_recorder ON meeting(recorder) WHERE recorder IS NOT NULL;

CREATE TABLE attendance(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    meeting TEXT NOT NULL REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL,
    reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_meeting ON attendance(meeting);
CREATE INDEX attendance_person ON attendance(person);

CREATE TABLE speech(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    meeting TEXT NOT NULL REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    person TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    speaker TEXT,
    text TEXT NOT NULL,
    CHECK ((person IS NULL) <> (speaker IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX speech_meeting ON speech(meeting);
CREATE INDEX speech_person ON speech(person) WHERE person IS NOT NULL;

CREATE TABLE vote(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    meeting TEXT NOT NULL REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    subject TEXT NOT NULL,
    yes INTEGER NOT NULL CHECK (yes >= 0),
    no INTEGER NOT NULL CHECK (no >= 0),
    abstained INTEGER NOT NULL CHECK (abstained >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_meeting ON vote(meeting);

-- Open until it is done; every meeting after it says how it stands.
CREATE TABLE resolution(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    meeting TEXT NOT NULL REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    text TEXT NOT NULL,
    owner TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    owner_name TEXT,
    due TEXT,
    progress TEXT,
    done_on TEXT CHECK (length(done_on) = 10),
    result TEXT,
    told_at TEXT REFERENCES meeting(id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX resolution_meeting ON resolution(meeting);
CREATE INDEX resolution_owner ON resolution(owner) WHERE owner IS NOT NULL;
CREATE INDEX resolution_told_at ON resolution(told_at) WHERE told_at IS NOT NULL;
CREATE INDEX resolution_open ON resolution(meeting) WHERE done_on IS NULL;

CREATE TABLE talk(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    talker TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT,
    body TEXT,
    problems TEXT,
    suggestions TEXT,
    action TEXT,
    entered_on TEXT NOT NULL CHECK (length(entered_on) = 10)
) STRICT, WITHOUT ROWID;
CREATE INDEX talk_date ON talk("date", id);
CREATE INDEX talk_talker ON talk(talker);
CREATE INDEX talk_person ON talk(person);

CREATE TABLE post(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    unit TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    duty TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX post_unit ON post(unit) WHERE unit IS NOT NULL;

CREATE TABLE claim(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    post TEXT NOT NULL REFERENCES post(id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    performance TEXT,
    appraisal TEXT,
    remark TEXT,
    "from" TEXT,
    "to" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_post ON claim(post);
CREATE INDEX claim_person ON claim(person);

CREATE TABLE commitment(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    person TEXT NOT NULL REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    post TEXT REFERENCES post(id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
    text TEXT NOT NULL,
    measures TEXT,
    due TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_person ON commitment(person);
CREATE INDEX commitment_post ON commitment(post) WHERE post IS NOT NULL;
CREATE INDEX commitment_year ON commitment(year);

-- Appended, never changed but by undo: the five steps, and what was kept in the meantime.
CREATE TABLE commitment_step(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    commitment TEXT NOT NULL REFERENCES commitment(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    step TEXT NOT NULL,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    passed INTEGER CHECK (passed IN (0, 1)),
    note TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_step_commitment ON commitment_step(commitment);

-- Where a matter stands follows from its last step.
CREATE TABLE matter(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    no TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    unit TEXT REFERENCES org_unit(id) DEFERRABLE INITIALLY DEFERRED,
    household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
    reporter TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    reporter_name TEXT,
    phone TEXT,
    address TEXT,
    content TEXT NOT NULL,
    materials TEXT,
    first_asked TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    own_duty INTEGER CHECK (own_duty IN (0, 1)),
    responsible TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    due TEXT CHECK (length(due) = 10),
    need TEXT REFERENCES visit_need(id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_no ON matter(no);
CREATE INDEX matter_date ON matter("date", id);
CREATE INDEX matter_unit ON matter(unit) WHERE unit IS NOT NULL;
CREATE INDEX matter_household ON matter(household) WHERE household IS NOT NULL;
CREATE INDEX matter_reporter ON matter(reporter) WHERE reporter IS NOT NULL;
CREATE INDEX matter_first_asked ON matter(first_asked) WHERE first_asked IS NOT NULL;
CREATE INDEX matter_responsible ON matter(responsible) WHERE responsible IS NOT NULL;
CREATE INDEX matter_need ON matter(need) WHERE need IS NOT NULL;

-- Appended, never changed but by undo.
CREATE TABLE matter_step(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    matter TEXT NOT NULL REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL CHECK (n >= 1),
    step TEXT NOT NULL,
    "date" TEXT NOT NULL CHECK (length("date") = 10),
    actor TEXT,
    note TEXT,
    satisfied INTEGER CHECK (satisfied IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_step_matter ON matter_step(matter);
CREATE INDEX matter_step_date ON matter_step("date");

CREATE TABLE dispute(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    matter TEXT NOT NULL REFERENCES matter(id) DEFERRABLE INITIALLY DEFERRED,
    class TEXT,
    scale TEXT,
    party_a TEXT,
    party_b TEXT,
    involved INTEGER CHECK (involved >= 0),
    demand TEXT,
    method TEXT,
    settled INTEGER CHECK (settled IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_matter ON dispute(matter);

-- A sealed month as it was then: counts, and names of role holders only. Amending seals a new version beside it.
CREATE TABLE month_closing(
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    "month" TEXT NOT NULL CHECK (length("month") = 7),
    version INTEGER NOT NULL CHECK (version >= 1),
    reason TEXT,
    frozen TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    sealed_at TEXT NOT NULL,
    sealed_on TEXT NOT NULL CHECK (length(sealed_on) = 10),
    replaces TEXT REFERENCES month_closing(id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX month_closing_month ON month_closing("month", version);
CREATE INDEX month_closing_replaces ON month_closing(replaces) WHERE replaces IS NOT NULL;

-- When it was written down, by the business date; not known of what was entered before this.
ALTER TABLE activity ADD COLUMN entered_on TEXT CHECK (length(entered_on) = 10);
ALTER TABLE visit ADD COLUMN entered_on TEXT CHECK (length(entered_on) = 10);
