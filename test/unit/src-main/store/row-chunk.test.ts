import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, normalizeGraph } from '../../../../shared/canonical';
import { CanonicalRows } from '../../../../shared/canonical-rows';
import { decodeRegistration } from '../../../../shared/entra/decode-registration';
import { decodeUser } from '../../../../shared/entra/decode-user';
import { plainRow, RowView } from '../../../../shared/entra/row-view';
import { uniqueUsers, type User } from '../../../../shared/entra/user';
import { indexReport } from '../../../../shared/entra/user-registration-details';
import { isJsonObject, type Json, type JsonObject } from '../../../../shared/json';
import { jsonPieces } from '../../../../shared/json-pieces';
import { fromBytes, toBytes } from '../../../../src-main/store/chunk-bytes';
import { columnList, type ColumnList } from '../../../../src-main/store/column-list';
import { chunkOf, rowsOf } from '../../../../src-main/store/row-chunk';
import { SharedValues } from '../../../../src-main/store/shared-values';

function listOf(path: string): ColumnList {
  const list = columnList(path);
  if (list === null) throw new Error(path);
  return list;
}
const users = listOf('users');

function decoded(row: JsonObject): Json {
  const user = decodeUser({ id: 'u', userPrincipalName: 'u@kestrel.example', ...row });
  if (user === null) throw new Error(JSON.stringify(row));
  return user as Json;
}

/** Written to bytes and read again. */
function kept(list: ColumnList, rows: readonly Json[]): readonly Json[] {
  const chunk = chunkOf(list, rows);
  const read = chunk === null ? null : fromBytes(list, toBytes(chunk), new SharedValues());
  if (read === null) throw new Error('Not in columns');
  return rowsOf(list, read);
}

const plan = { servicePlanId: 'p1', capabilityStatus: 'Enabled', service: 'AADPremiumService' };
const optional = fc.option(fc.string({ unit: 'binary', maxLength: 12 }));
/** Halves of surrogate pairs, as JSON may carry them. */
const anyText = fc.oneof(
  optional,
  fc.constantFrom('', 'Ana', 'Zoë', '佐藤 花子', '\ud83d', '😀', '\u0000', '"\\\n', 'ÿĀ'),
);
const anyUser = fc
  .record({
    id: fc.string({ maxLength: 40 }),
    userPrincipalName: fc.string({ unit: 'binary', maxLength: 40 }),
    displayName: anyText,
    accountEnabled: fc.option(fc.boolean()),
    userType: anyText,
    department: anyText,
    createdDateTime: anyText,
    assignedPlans: fc.option(fc.array(fc.constant(plan), { maxLength: 2 })),
    authorizationInfo: fc.option(fc.constant({ certificateUserIds: ['X509:<I>a<S>b'] })),
    extra: fc.oneof(fc.constant(undefined), anyText, fc.integer(), fc.constant([1, { a: null }])),
  })
  .map(({ extra, ...row }) =>
    decoded((extra === undefined ? row : { ...row, extra }) as JsonObject),
  );

describe('rows in columns', () => {
  it('are the rows they were made of, whatever these say', () => {
    fc.assert(
      fc.property(fc.array(anyUser, { maxLength: 40 }), (rows) => {
        const chunk = chunkOf(users, rows);
        expect(chunk).not.toBeNull();
        const held = chunk === null ? [] : rowsOf(users, chunk);
        for (const made of [held, kept(users, rows)]) {
          expect(JSON.stringify(made)).toBe(JSON.stringify(rows));
          expect(made).toEqual(rows);
        }
      }),
    );
  });

  it('tell each field, and keep fields nobody knows', () => {
    const rows = [
      decoded({ displayName: 'Zoë', accountEnabled: false, department: '', manager: { id: 'm' } }),
      decoded({ displayName: null, usageLocation: 'JP', assignedPlans: [plan], manager: 7 }),
    ];
    const made = kept(users, rows);
    for (const [place, row] of made.entries()) {
      expect(row).toBeInstanceOf(RowView);
      const [view, plain] = [row as JsonObject, rows[place] as JsonObject];
      for (const field of users.fields) expect(view[field]).toEqual(plain[field]);
      expect(plainRow(view)['manager']).toEqual(plain['manager']);
      expect(Object.keys(plainRow(view))).toEqual(Object.keys(plain));
    }
  });

  it('keep a row of another kind whole', () => {
    const rows = [decoded({}), decoded({ first: 1 }), decoded({ second: '\udc00' })];
    const made = kept(users, rows);
    expect(made.map((row) => row instanceof RowView)).toEqual([true, false, false]);
    expect(made).toEqual(rows);
  });

  it('are not made of rows that were not decoded', () => {
    const row = { id: 'u', userPrincipalName: 'u@kestrel.example' };
    expect(chunkOf(users, [row])).toBeNull();
    expect(chunkOf(users, [null])).toBeNull();
    expect(chunkOf(users, [decoded({}), 'no row'])).toBeNull();
    expect(chunkOf(users, [])?.count).toBe(0);
  });

  it('keep more values of a field than a byte counts', () => {
    const rows = Array.from({ length: 1_000 }, (_, n) =>
      decoded({ department: `Department ${String(n)}`, assignedPlans: [{ ...plan, n }] }),
    );
    expect(kept(users, rows)).toEqual(rows);
  });

  it('have the canonical text and the document they had before', () => {
    const row = decoded({ assignedPlans: [plan], displayName: '佐藤', other: [null] });
    const [view] = kept(users, [row]);
    const normal = canonicalJson(normalizeGraph(row));
    expect(new CanonicalRows().text(view as Json)).toBe(normal);
    expect([...jsonPieces([view])].join('')).toBe(JSON.stringify([row], null, 2));
    expect([...jsonPieces({ users: [view] })].join('')).toBe(
      JSON.stringify({ users: [row] }, null, 2),
    );
  });

  it('say of an account told twice what other rows say', () => {
    const rows = [
      decoded({ perUserMfaState: 'enforced' }),
      decoded({ perUserMfaState: 'enabled' }),
    ];
    const expected = uniqueUsers(rows as unknown as readonly User[]);
    expect(uniqueUsers(kept(users, rows) as unknown as readonly User[])).toEqual(expected);
    expect(expected).toHaveLength(1);
    expect(expected[0]).toMatchObject({ accountEnabled: null, perUserMfaState: null });
    const same = [decoded({}), decoded({})];
    expect(uniqueUsers(kept(users, same) as unknown as readonly User[])).toEqual([same[0]]);
  });

  it('say the same of a report that contradicts itself', () => {
    const registration = listOf('registration');
    const row = (methodsRegistered: readonly string[]): Json =>
      decodeRegistration({ id: 'u', methodsRegistered, isAdmin: true }) as Json;
    const rows = [row(['mobilePhone']), row(['email'])];
    const index = indexReport(kept(registration, rows) as never);
    expect(index).toEqual(indexReport(rows as never));
    expect(index.get('u')).toMatchObject({ methodsRegistered: null, isAdmin: true });
  });

  it('share what many of them have with rows of other pages', () => {
    const share = new SharedValues();
    const plans = [0, 1].map(() => {
      const chunk = chunkOf(users, [decoded({ assignedPlans: [plan] })]);
      const read = chunk === null ? null : fromBytes(users, toBytes(chunk), share);
      const row = read === null ? null : rowsOf(users, read)[0];
      return isJsonObject(row) ? row['assignedPlans'] : null;
    });
    expect(plans[0]).toEqual([plan]);
    expect(plans[0]).toBe(plans[1]);
  });
});

describe('bytes of a chunk', () => {
  const rows = [decoded({ displayName: '佐藤' }), decoded({ displayName: 'Ana' })];
  const chunk = chunkOf(users, rows);
  const bytes = chunk === null ? Buffer.alloc(0) : toBytes(chunk);
  const read = (given: Buffer): unknown => fromBytes(users, given, new SharedValues());

  /** With a changed head; its length stays true. */
  function withHead(change: (head: { count: number; parts: unknown[][] }) => void): Buffer {
    const end = 4 + bytes.readUInt32LE();
    const head = JSON.parse(bytes.toString('utf8', 4, end)) as {
      count: number;
      parts: unknown[][];
    };
    change(head);
    const text = Buffer.from(JSON.stringify(head));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    return Buffer.concat([length, text, bytes.subarray(end)]);
  }

  it('are refused where they are too few or too many', () => {
    expect(read(bytes)).not.toBeNull();
    for (const length of [0, 3, 4, 40, bytes.length - 1]) {
      expect(read(bytes.subarray(0, length)), String(length)).toBeNull();
    }
    expect(read(Buffer.concat([bytes, Buffer.alloc(1)]))).toBeNull();
  });

  it('are refused where their head tells of others', () => {
    expect(read(withHead(() => undefined))).not.toBeNull();
    expect(read(withHead((head) => (head.count = 1)))).toBeNull();
    expect(read(withHead((head) => (head.count = 70_000)))).toBeNull();
    expect(read(withHead((head) => head.parts.pop()))).toBeNull();
    const codes = (head: { parts: unknown[][] }): unknown[] | undefined =>
      head.parts.find(([field]) => field === 'userType');
    expect(read(withHead((head) => codes(head)?.splice(3, 1, [])))).toBeNull();
    const texts = (head: { parts: unknown[][] }): unknown[] | undefined =>
      head.parts.find(([field]) => field === 'displayName');
    expect(read(withHead((head) => texts(head)?.splice(2, 1, 2)))).toBeNull();
  });

  it('are refused where a text ends before the one before it', () => {
    const at = 4 + bytes.readUInt32LE();
    const changed = Buffer.from(bytes);
    // The end of the first id: beyond that of the second.
    changed.writeUInt32LE(900, at);
    expect(read(changed)).toBeNull();
  });
});
