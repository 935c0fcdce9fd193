import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Assessment } from '../../../../shared/assess/assessment';
import { noChoices } from '../../../../shared/tenant/choice';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { withRegisteredSince } from '../../../../src-main/rollout/registered-since';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';

let practice: OpenPractice;
let snapshot: Snapshot;
beforeEach(async () => {
  practice = await openPractice('S02');
  const { source, store } = practice;
  const input = { source, store, answers: null, control: goOn, onProgress: () => undefined };
  const taken = await takeSnapshot({ ...input, sha256 });
  if (!taken.ok) throw new Error(taken.failure.code);
  snapshot = taken.value;
});
afterEach(() => practice.close());

function judge(one: Snapshot): Assessment {
  const done = assess({
    ...{ snapshot: one, answers: null, choices: noChoices },
    asOf: one.takenAt,
  });
  if (!done.ok) throw new Error(done.failure.code);
  return done.value.assessment;
}

const codes = (assessment: Assessment): string[] => assessment.findings.map(({ code }) => code);
const again = (before: Assessment): ReturnType<typeof withRegisteredSince> =>
  withRegisteredSince(practice.source, { signal: goOn.signal }, snapshot, before);

describe('people whom a blocker names', () => {
  test('are judged by what they registered since, not by an old report', async () => {
    const before = judge(snapshot);
    expect(codes(before)).toContain('ADMIN-PHONE-ONLY');
    await practice.source.practice?.call('register-people', { users: [] });
    const since = await again(before);
    if (!since.ok || since.value === null) throw new Error('nothing read');
    expect(codes(judge(since.value))).not.toContain('ADMIN-PHONE-ONLY');
  });

  test('keep the report’s row when they cannot be read', async () => {
    const before = judge(snapshot);
    await practice.source.practice?.call('register-people', { users: [] });
    await practice.source.practice?.call('faults', {
      rules: [
        {
          ...{ path: '/beta/users/*/methods', inBatch: true, times: 1000 },
          action: { kind: 'status', status: 403 },
        },
      ],
    });
    const since = await again(before);
    if (!since.ok) throw new Error(since.failure.code);
    expect(codes(judge(since.value ?? snapshot))).toContain('ADMIN-PHONE-ONLY');
  });

  test('nobody is asked where no blocker names anybody', async () => {
    const since = await again({ ...judge(snapshot), findings: [] });
    expect(since).toEqual({ ok: true, value: null });
  });
});
