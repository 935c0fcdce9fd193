import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import {
  administrators,
  anInput,
  domain,
  type SnapshotOptions,
} from '../../../fixtures/a-snapshot';
import { aGroup, aPolicy } from '../../../fixtures/graph-objects';

function reasonFor(source: string, options: SnapshotOptions): string | undefined {
  const done = assess(anInput({ users: administrators, ...options }));
  if (!done.ok) throw new Error(done.failure.code);
  return done.value.assessment.unread.find((one) => one.source === source)?.reason;
}

test('a group left out of an enabled MFA policy that does not tell its age', () => {
  const reason = (createdDateTime: string | null, state = 'enabled'): string | undefined =>
    reasonFor('groups', {
      policies: [aPolicy('p', { state, users: { includeUsers: ['All'], excludeGroups: ['G'] } })],
      snapshot: {
        groups: { kind: 'read', value: [aGroup('g', { createdDateTime })] },
        groupMembers: { g: { kind: 'read', value: [] } },
      },
    });
  for (const untold of [null, '', 'soon']) expect(reason(untold)).toBe('malformed');
  expect(reason('2020-01-01T00:00:00Z')).toBeUndefined();
  expect(reason(null, 'disabled')).toBeUndefined();
});

test('a domain of a kind nobody knows', () => {
  const reason = (authenticationType: string): string | undefined => {
    const value = [domain('d.example', { authenticationType })];
    return reasonFor('domains', { snapshot: { domains: { kind: 'read', value } } });
  };
  expect(reason('Delegated')).toBe('malformed');
  expect(reason('managed')).toBeUndefined();
  expect(reason('Federated')).toBeUndefined();
});
