import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Assessment } from '../../../../shared/assess/assessment';
import { evidenceOf } from '../../../../shared/assess/evidence';
import { evidenceText } from '../../../../shared/i18n/evidence-text';
import {
  read,
  unreadCodes,
  type Snapshot,
  type UnreadReason,
} from '../../../../shared/tenant/snapshot';
import { administrators, anInput, asOf } from '../../../fixtures/a-snapshot';
import { aPolicy } from '../../../fixtures/graph-objects';
import { unreadBecause } from './cases/case';

const reporting = aPolicy('report', { state: 'enabledForReportingButNotEnforced' });
const window = { since: '2026-10-23T12:00:00Z', cutAt: null, rows: [] };
const becauseOf = (code: UnreadReason['code'], status: number) => ({
  ...{ kind: 'unread' as const, reason: { code, status } },
});
const windows = ['legacySignIns', 'reportOnlySignIns'] as const;

function assessed(snapshot: Partial<Snapshot>, policies = [reporting]): Assessment {
  const users = [...administrators, { id: 'staff', methods: ['mobilePhone'] }];
  const answers = { schema: 'causeway-answers/1', accounts: { sharedAccounts: [{ id: 'staff' }] } };
  const done = assess(anInput({ users, policies, snapshot, answers: answers as never }));
  if (!done.ok) throw new Error(done.failure.code);
  return done.value.assessment;
}

function reasons({ unread }: Assessment): Readonly<Record<string, unknown>> {
  const found = unread.filter(({ source }) => windows.some((one) => one === source));
  return Object.fromEntries(found.map(({ source, ...why }) => [source, why]));
}

function lines({ findings }: Assessment, code: string, language: 'en' | 'ja' = 'en') {
  const found = findings.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return evidenceOf(found, asOf).map((one) => evidenceText(one, language, 'UTC'));
}

describe('what is taken from the sign-in log', () => {
  test.each(unreadCodes)('is unread with the log, for the same reason: %s', (code) => {
    const why = { reason: code, status: 403 };
    expect(reasons(assessed({ signIns: becauseOf(code, 403) }))).toEqual({
      ...{ legacySignIns: why, reportOnlySignIns: why },
    });
  });

  test('is unread for its own reason where it was asked for, and known where it was read', () => {
    const signIns = unreadBecause('refused', 403);
    const legacySignIns = becauseOf('throttled', 429);
    expect(reasons(assessed({ signIns, legacySignIns }))).toMatchObject({
      legacySignIns: { reason: 'throttled', status: 429 },
      reportOnlySignIns: { reason: 'refused', status: 403 },
    });
    expect(reasons(assessed({ reportOnlySignIns: read(window) }))).toEqual({});
  });

  test('of policies that only report, is nothing where there is no such policy', () => {
    expect(reasons(assessed({}))).toEqual({ reportOnlySignIns: { reason: 'notAsked' } });
    expect(reasons(assessed({}, []))).toEqual({});
    expect(reasons(assessed({ conditionalAccess: unreadBecause('refused', 403) }))).toEqual({
      reportOnlySignIns: { reason: 'refused', status: 403 },
    });
  });

  test('adds no permission that is missing: the log is refused once', () => {
    const { findings } = assessed({ signIns: unreadBecause('refused', 403) });
    const missing = findings.find((one) => one.code === 'PERMISSION-MISSING');
    expect(missing?.subjects.map((one) => one.id)).toEqual(['signIns']);
  });
});

describe('findings that rest on it', () => {
  test.each(['SHARED-ACCOUNT', 'NO-TENANT-ENFORCEMENT'])('%s: legacy clients', (code) => {
    const unread = assessed({ signIns: unreadBecause('refused', 403) });
    expect(lines(unread, code)).toEqual(
      expect.arrayContaining([
        'Legacy clients used in the last 30 days: (not known)',
        expect.stringMatching(/^Why not read: Sign-ins by legacy clients: .+403/),
      ]),
    );
    expect(lines(unread, code, 'ja').join()).toContain(
      '過去 30 日間に使われたレガシ認証のクライアント: (不明)',
    );
    expect(lines(assessed({}), code).join()).not.toMatch(/legacy clients/i);
  });

  test('whom a policy that only reports would have stopped', () => {
    const code = 'CA-REPORT-ONLY-NOT-COVERAGE';
    const unread = assessed({ signIns: unreadBecause('notLicensed', 403) });
    expect(lines(unread, code)).toEqual(
      expect.arrayContaining([
        'People it would have stopped: (not known)',
        expect.stringMatching(/^Why not read: Results of report-only policies: /),
      ]),
    );
    const known = assessed({ reportOnlySignIns: read(window) });
    expect(lines(known, code)).toContain('People it would have stopped: 0');
    expect(lines(known, code).join()).not.toContain('Why not read');
  });
});
