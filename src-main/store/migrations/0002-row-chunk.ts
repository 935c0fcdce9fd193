/**
 * Rows of lists as long as the tenant, in columns; `is_last`: the list ends there. Pages of a file of
 * before stay as they are, and are read as they are.
 */
export const rowChunkMigration = `
CREATE TABLE row_chunk (reading_id TEXT NOT NULL REFERENCES reading, path TEXT NOT NULL, seq INTEGER NOT NULL,
  count INTEGER NOT NULL, is_last INTEGER NOT NULL CHECK (is_last IN (0,1)), body BLOB NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash)=64), server_date TEXT, request_id TEXT,
  PRIMARY KEY (reading_id, path, seq)) STRICT;
`;
