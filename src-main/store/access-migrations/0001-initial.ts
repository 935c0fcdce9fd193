/** Sign-ins and exports beside the journal, in a file of their own: append-only, chained. */
export const initialAccessMigration = `
CREATE TABLE access (seq INTEGER PRIMARY KEY CHECK (seq>=0), kind TEXT NOT NULL, at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)), prev TEXT NOT NULL CHECK (length(prev)=64),
  hash TEXT NOT NULL CHECK (length(hash)=64)) STRICT;
CREATE TRIGGER access_no_update BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TRIGGER access_no_delete BEFORE DELETE ON access BEGIN SELECT RAISE(ABORT,'append-only'); END;
CREATE TRIGGER access_chain BEFORE INSERT ON access BEGIN
  SELECT RAISE(ABORT,'gap') WHERE NEW.seq <> (SELECT COALESCE(MAX(seq)+1,0) FROM access);
  SELECT RAISE(ABORT,'chain') WHERE NEW.seq>0 AND NEW.prev <> (SELECT hash FROM access WHERE seq=NEW.seq-1); END;
`;
