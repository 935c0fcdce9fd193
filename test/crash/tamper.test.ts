import { copyFileSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainEntry } from '../../shared/journal/chain';
import type { JsonObject } from '../../shared/json';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { openWithDriver } from '../../src-main/store/drivers';
import { sha256 } from '../../src-main/files/sha256';
import { openTenantStore } from '../../src-main/store/open-store';
import { changePastTriggers } from '../fixtures/past-triggers';
import { campaignSeed, isLong, letGo, quickFolder, randomOf, reached } from '../fixtures/campaign';
import {
  appendNth,
  beginJournal,
  lookAt,
  openStoreAt,
  planHash,
  rolloutId,
} from '../fixtures/journal-on-disk';

const rows = 24;
let room: string;
let entries: readonly JournalEntry[];
const file = (name: string, folder = 'whole'): string => join(room, folder, name);

beforeEach(() => {
  room = quickFolder('tamper');
  mkdirSync(file(''), { recursive: true });
  const store = openStoreAt(file(''));
  beginJournal(store);
  for (let n = 0; n < rows; n += 1) expect(appendNth(store, n)).toBeNull();
  entries = store.journal.read(rolloutId);
  store.close();
});
afterEach(() => rmSync(room, { recursive: true, force: true }));

/** A copy with one file changed; `lookAt` judges it. */
function withChanged(name: string, bytes: Uint8Array | null): ReturnType<typeof lookAt> {
  const folder = join(room, 'copy');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const one of ['causeway.db', 'head.json']) copyFileSync(file(one), join(folder, one));
  if (bytes === null) unlinkSync(join(folder, name));
  else writeFileSync(join(folder, name), bytes);
  return lookAt(folder);
}

/** Seen, or without effect on what the journal says: never a different journal called intact. */
function isSeen(found: ReturnType<typeof lookAt>): boolean {
  if (found.state !== 'intact') return true;
  return JSON.stringify(found.entries) === JSON.stringify(entries);
}

describe('a changed store', { timeout: 3_600_000 }, () => {
  it('is never called intact with another journal in it, whichever byte was changed', async () => {
    const random = randomOf(campaignSeed);
    const database = readFileSync(file('causeway.db'));
    const head = readFileSync(file('head.json'));
    const usual = 400;
    const places = isLong
      ? [...database.keys()]
      : Array.from({ length: usual }, () => Math.floor(random() * database.length));
    let seen = 0;
    for (const place of places) {
      const changed = Buffer.from(database);
      changed[place] = (changed[place] ?? 0) ^ (1 << Math.floor(random() * 8));
      const found = withChanged('causeway.db', changed);
      expect([place, isSeen(found)]).toEqual([place, true]);
      if (found.state !== 'intact') seen += 1;
      await letGo();
    }
    expect(seen).toBeGreaterThan(0);
    for (const place of head.keys()) {
      const changed = Buffer.from(head);
      changed[place] = (changed[place] ?? 0) ^ (1 << Math.floor(random() * 8));
      const found = withChanged('head.json', changed);
      expect([place, isSeen(found)]).toEqual([place, true]);
      await letGo();
    }
    // Refused for what was changed, not because this process could not open files any more.
    expect(lookAt(file('')).state).toBe('intact');
    const all = isLong ? 'every byte' : `${places.length} bytes`;
    reached('P13', `${all} of ${database.length} of the database, every byte of the head`, {
      bytes: [places.length, database.length],
    });
  });

  it('is seen for every row and every column', async () => {
    const columns: readonly (readonly [string, string])[] = [
      ['type', "'note'"],
      ['step_id', "'s99'"],
      ['item', "'someone'"],
      ['at', "'2026-11-22T13:00:00.000Z'"],
      ['body', "'{}'"],
      ['prev', `'${'f'.repeat(64)}'`],
      ['hash', `'${'f'.repeat(64)}'`],
    ];
    let tried = 0;
    for (let seq = 0; seq < rows; seq += 1) {
      for (const [column, value] of columns) {
        expect(alter(`UPDATE journal SET ${column}=${value} WHERE seq=${seq}`)).not.toBe('intact');
        tried += 1;
      }
      expect(alter(`DELETE FROM journal WHERE seq=${seq}`)).not.toBe('intact');
      tried += 1;
      await letGo();
    }
    expect(alter('DELETE FROM journal')).not.toBe('intact');
    expect(alter('DELETE FROM journal WHERE seq>=20')).toBe('short');
    expect(alter('UPDATE rollout SET plan_hash=(SELECT plan_hash FROM plan)')).toBe('intact');
    reached('P13', `${tried} changed or removed rows of ${rows}, all seen`, {
      rows: [tried / (columns.length + 1), rows],
    });
  });

  it('is seen when a table, an index or a trigger is not what it was', () => {
    const changes = [
      'DROP TRIGGER journal_no_delete',
      'DROP INDEX journal_step',
      'ALTER TABLE journal ADD COLUMN more TEXT',
      'ALTER TABLE setting RENAME COLUMN value TO valve',
      'CREATE TRIGGER other AFTER INSERT ON journal BEGIN DELETE FROM stop_request; END',
    ];
    for (const sql of changes) {
      for (const mode of ['read', 'write'] as const) {
        const folder = changedBy(sql);
        const opened = openTenantStore(folder, { mode, clock: { now: () => 0 } });
        expect([sql, opened]).toMatchObject([
          sql,
          { ok: false, failure: { code: 'store/corrupt', values: { code: 'schema' } } },
        ]);
      }
    }
    reached('P13', `${changes.length} changed tables, indexes and triggers`);
  });

  it('is seen when everything after a row was written anew, chain and all', () => {
    for (const from of [0, 1, rows - 1]) {
      let prev = from === 0 ? planHash : (entries[from - 1]?.hash ?? '');
      const sql = entries.slice(from).map((entry, index) => {
        const { type, stepId, item, at, seq } = entry;
        const own = entry.body as JsonObject;
        const body: JsonObject = index === 0 ? { ...own, n: 99 } : own;
        const made = chainEntry({ type, stepId, item, at, body }, { rolloutId, seq, prev }, sha256);
        prev = made.hash;
        return `UPDATE journal SET body='${JSON.stringify(body)}', prev='${made.prev}', hash='${made.hash}' WHERE seq=${seq}`;
      });
      expect([from, alter(sql.join(';'))]).toEqual([from, 'broken']);
    }
  });

  it('is seen when its log is gone, or its head', () => {
    const open = openStoreAt(file('', 'whole'));
    for (let n = rows; n < rows + 10; n += 1) expect(appendNth(open, n)).toBeNull();
    const folder = join(room, 'without-log');
    mkdirSync(folder);
    for (const one of ['causeway.db', 'head.json']) copyFileSync(file(one), join(folder, one));
    open.close();
    expect(lookAt(folder).state).toBe('short');
    expect(lookAt(file('')).state).toBe('intact');
    // A log that held everything from the first entry on: nothing of it is begun anew.
    const early = join(room, 'early');
    mkdirSync(early);
    const young = openStoreAt(early);
    beginJournal(young);
    expect(appendNth(young, 0)).toBeNull();
    const bare = join(room, 'bare');
    mkdirSync(bare);
    for (const one of ['causeway.db', 'head.json']) copyFileSync(join(early, one), join(bare, one));
    young.close();
    openStoreAt(bare).close();
    expect(lookAt(bare).state).toBe('short');
    const begun = openStoreAt(bare);
    expect(begun.journal.rollouts()).toEqual([]);
    expect(begun.journal.isLost(planHash)).toBe(true);
    // A new plan, made from a new reading, may begin there.
    expect(begun.journal.isLost('b'.repeat(64))).toBe(false);
    begun.close();
    expect(withChanged('head.json', null).state).toBe('broken');
    reached('P13', '-wal removed: short');
  });
});

/** Changes a copy with SQL, past the triggers, and says what opening finds. */
function alter(sql: string): string {
  const folder = copied();
  changePastTriggers(folder, sql);
  return lookAt(folder).state;
}

function changedBy(sql: string): string {
  const folder = copied();
  const raw = openWithDriver(join(folder, 'causeway.db'), { readOnly: false });
  raw.exec(sql);
  raw.close();
  return folder;
}

function copied(): string {
  const folder = join(room, 'altered');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const one of ['causeway.db', 'head.json']) copyFileSync(file(one), join(folder, one));
  return folder;
}
