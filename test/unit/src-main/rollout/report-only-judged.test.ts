import { expect, it } from 'vitest';
import type { ConditionalAccessPolicy } from '../../../../shared/entra/conditional-access-policy';
import { isJsonObject } from '../../../../shared/json';
import { reportOnlyPeople } from '../../../../src-main/rollout/report-only-policies';

/** Only what the gate looks at. */
function policy(id: string, users: { includeUsers?: string[]; includeGroups?: string[] }) {
  const made: unknown = { id, state: 'enabledForReportingButNotEnforced', conditions: { users } };
  expect(isJsonObject(made as never)).toBe(true);
  return made as ConditionalAccessPolicy;
}

const everybody = policy('ALL-1', { includeUsers: ['All'] });
const ring = policy('ring-1', { includeUsers: [], includeGroups: ['g'] });

function figure(judged: Readonly<Record<string, number>>, policies = [everybody, ring]) {
  return reportOnlyPeople(
    {
      conditionalAccess: { kind: 'read', value: policies },
      reportOnlySignIns: {
        kind: 'read',
        value: { since: '2026-11-01T00:00:00Z', cutAt: null, rows: [], judged },
      },
    },
    { people: [] },
    policies.map(({ id }) => id.toLowerCase()),
    { figure: 'reportOnlyFailures', atMost: 0 },
  );
}

it('says nothing before somebody has signed in under the policy for everybody', () => {
  expect(figure({})).toBeNull();
  expect(figure({ 'ring-1': 3 })).toBeNull();
});

it('does not wait for the policy of a group that is still empty', () => {
  expect(figure({ 'all-1': 3 })).toEqual([]);
});

it('takes any of them where none is for everybody', () => {
  expect(figure({}, [ring])).toBeNull();
  expect(figure({ 'ring-1': 1 }, [ring])).toEqual([]);
});
