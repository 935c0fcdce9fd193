import { describe, expect, test } from 'vitest';
import type { Directory } from '../../../../src-main/practice-tenant/directory';
import { parseFilter } from '../../../../src-main/practice-tenant/filter';
import { populate } from '../../../../src-main/practice-tenant/populate';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import type { TenantInput } from '../../../../src-main/practice-tenant/scenario-schema';
import { signInRows } from '../../../../src-main/practice-tenant/sign-ins';
import { str } from '../../../fixtures/practice-client';

const noon = '2026-11-22T12:00:00Z';

function open(cohorts: TenantInput['cohorts']): Directory {
  const { input } = loadBuiltInScenario('S02');
  if (input.kind !== 'tenant') throw new Error('no tenant');
  const operator = { ...input.operator, cohort: null };
  const bare = { ...input, cohorts, operator, conditionalAccess: [] };
  return populate(bare, { asOf: noon, startAt: noon, lagMs: 0 });
}

const cohort = (id: string, more: Partial<TenantInput['cohorts'][number]> = {}) => ({
  ...{ id, count: 2, kind: 'member' as const, perUserMfa: 'disabled' as const, methods: [] },
  ...more,
});

function list(directory: Directory, isBeta: boolean, isRising = false): string[] {
  const rows = signInRows(directory, { isBeta, isRising });
  return Array.from({ length: rows.length }, (_, i) => rows.rowAt(i)).flatMap((row) =>
    row === undefined
      ? []
      : [`${str(row['userPrincipalName']).split('@')[0]} ${str(row['clientAppUsed'])}`],
  );
}

describe('sign-ins', () => {
  const directory = open([
    cohort('post', { legacyAuth: 'IMAP4' }),
    cohort('never', { lastSignInDays: null }),
    cohort('left', { enabled: false }),
    cohort('robot', { lastSignInDays: null, ropc: true, count: 1 }),
  ]);

  test('newest first, accounts in order, special uses beside the browser', () => {
    expect(list(directory, true)).toEqual([
      ...['post1 Browser', 'post1 IMAP4', 'post2 Browser', 'post2 IMAP4'],
      ...['robot Browser', 'robot Mobile Apps and Desktop clients'],
    ]);
    expect(list(directory, true, true)).toEqual(list(directory, true));
  });

  test('as many days ago as the scenario says, and again after as many', () => {
    const client = open([
      ...[cohort('often'), cohort('rare', { lastSignInDays: 12 })],
      cohort('gone', { lastSignInDays: 40 }),
    ]);
    const days = (): string[] => {
      const rows = signInRows(client, { isBeta: true, isRising: false });
      const first = Array.from({ length: rows.length / 2 }, (_, i) => rows.rowAt(2 * i));
      return first.map(
        (row) =>
          `${str(row?.['userPrincipalName']).split('@')[0]} ${str(row?.['createdDateTime']).slice(0, 13)}`,
      );
    };
    client.clock.set(Date.parse(noon));
    expect(days()).toEqual(['often1 2026-11-21T12', 'rare1 2026-11-10T12']);
    client.clock.set(Date.parse('2026-12-05T11:00:00Z'));
    expect(days()).toEqual(['often1 2026-12-03T12', 'rare1 2026-11-22T12']);
  });

  test('a special use is one of the last 30 days, whenever the account was last seen', () => {
    const uses = open([cohort('printer', { lastSignInDays: 90, legacyAuth: 'SMTP', count: 1 })]);
    expect(list(uses, true)).toEqual(['printer Browser', 'printer SMTP']);
  });

  test('v1.0 has neither the protocol nor what is not interactive', () => {
    expect(list(directory, false)).not.toContain('robot Mobile Apps and Desktop clients');
    const rows = signInRows(directory, { isBeta: false, isRising: false });
    expect(Object.keys(rows.rowAt(0) ?? {})).not.toContain('authenticationProtocol');
  });

  test('a removed or disabled account leaves its place empty', () => {
    const changing = open([cohort('post'), cohort('desk')]);
    const [one, two] = [
      changing.user('post1@kestrel.example'),
      changing.user('desk2@kestrel.example'),
    ];
    if (one === undefined || two === undefined) throw new Error('no account');
    changing.removeUser(one);
    two.change({ accountEnabled: false });
    expect(list(changing, false)).toEqual(['post2 Browser', 'desk1 Browser']);
  });

  test('a filter over a million looks at what it names, and nothing else', () => {
    const large = open([cohort('staff', { count: 1_000_000 })]);
    const rows = signInRows(large, { isBeta: true, isRising: false });
    const filter = parseFilter("authenticationProtocol eq 'ropc'");
    if (filter === undefined) throw new Error('no filter');
    expect(rows.rowAt(999_999, filter.paths)).toEqual({ authenticationProtocol: 'none' });
    expect(rows.rowAt(999_999)?.['userPrincipalName']).toBe('staff1000000@kestrel.example');
  });
});
