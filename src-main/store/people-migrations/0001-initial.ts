/**
 * Tables of the people list: worked out from a snapshot and answers, so the file can be thrown away
 * and made again. `person_order` stays narrow, because every search reads all of it. Traits are
 * shared: a list is filtered by picking traits, and the rows follow by number.
 */
export const initialPeopleMigration = `
CREATE TABLE content (one INTEGER PRIMARY KEY CHECK (one=1), key TEXT NOT NULL) STRICT;
CREATE TABLE traits (traits INTEGER PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body))) STRICT;
CREATE TABLE person (n INTEGER PRIMARY KEY, traits INTEGER NOT NULL, id TEXT NOT NULL, upn TEXT NOT NULL,
  name TEXT NOT NULL, department TEXT, is_administrator INTEGER NOT NULL, is_emergency_access INTEGER NOT NULL,
  is_operator INTEGER NOT NULL, methods TEXT, allowed_methods TEXT, surviving_methods TEXT) STRICT;
CREATE TABLE person_order (n INTEGER PRIMARY KEY, traits INTEGER NOT NULL, name_rank INTEGER NOT NULL,
  upn_rank INTEGER NOT NULL, department_rank INTEGER NOT NULL, kind_rank INTEGER NOT NULL,
  licence_rank INTEGER NOT NULL, per_user_rank INTEGER NOT NULL, cover_rank INTEGER NOT NULL,
  date_rank INTEGER NOT NULL, readiness_rank INTEGER NOT NULL, folded TEXT NOT NULL) STRICT;
CREATE TABLE subject (scope INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (scope, n)) STRICT, WITHOUT ROWID;
CREATE TABLE placement (n INTEGER PRIMARY KEY, spot INTEGER NOT NULL) STRICT;
`;
