/** Tables of one tenant's database (execution.md 1.3), and of a reading tour under way. */
export const initialMigration = `
CREATE TABLE snapshot (snapshot_id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('https','practice','capture')), taken_at TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash)=64), coverage TEXT NOT NULL CHECK (json_valid(coverage))) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_object (snapshot_id TEXT NOT NULL REFERENCES snapshot, path TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)), hash TEXT NOT NULL CHECK (length(hash)=64),
  server_date TEXT, request_id TEXT, PRIMARY KEY (snapshot_id, path)) STRICT, WITHOUT ROWID;
CREATE TABLE reading (reading_id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, source TEXT NOT NULL,
  started_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE reading_source (reading_id TEXT NOT NULL REFERENCES reading, path TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading','done','unread')), detail TEXT NOT NULL CHECK (json_valid(detail)),
  pages INTEGER NOT NULL, PRIMARY KEY (reading_id, path)) STRICT, WITHOUT ROWID;
CREATE TABLE reading_page (reading_id TEXT NOT NULL REFERENCES reading, path TEXT NOT NULL, seq INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)), hash TEXT NOT NULL CHECK (length(hash)=64),
  server_date TEXT, request_id TEXT, PRIMARY KEY (reading_id, path, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE plan (plan_hash TEXT PRIMARY KEY CHECK (length(plan_hash)=64), tenant_id TEXT NOT NULL,
  snapshot_id TEXT REFERENCES snapshot, body TEXT NOT NULL CHECK (json_valid(body)), made_at TEXT NOT NULL,
  saved_order INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE rollout (rollout_id TEXT PRIMARY KEY, plan_hash TEXT NOT NULL REFERENCES plan,
  opened_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE journal (rollout_id TEXT NOT NULL REFERENCES rollout, seq INTEGER NOT NULL CHECK (seq>=0),
  type TEXT NOT NULL, step_id TEXT, item TEXT, at TEXT NOT NULL, body TEXT NOT NULL CHECK (json_valid(body)),
  prev TEXT NOT NULL CHECK (length(prev)=64), hash TEXT NOT NULL CHECK (length(hash)=64),
  PRIMARY KEY (rollout_id, seq)) STRICT, WITHOUT ROWID;
CREATE INDEX journal_step ON journal (rollout_id, step_id, item, seq);
CREATE TABLE stop_request (id INTEGER PRIMARY KEY, rollout_id TEXT NOT NULL, asked_at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('pause','emergency'))) STRICT;
CREATE TABLE document (kind TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL CHECK (json_valid(body)),
  PRIMARY KEY (kind, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE document_head (kind TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TRIGGER journal_chain BEFORE INSERT ON journal BEGIN
  SELECT RAISE(ABORT,'gap') WHERE NEW.seq <> (SELECT COALESCE(MAX(seq)+1,0) FROM journal WHERE rollout_id=NEW.rollout_id);
  SELECT RAISE(ABORT,'chain') WHERE NEW.prev <> COALESCE(
    (SELECT hash FROM journal WHERE rollout_id=NEW.rollout_id AND seq=NEW.seq-1),
    (SELECT plan_hash FROM rollout WHERE rollout_id=NEW.rollout_id)); END;
`;
