import { expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { read, unread, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aGroup } from '../../../fixtures/graph-objects';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { cohort, configured } from './exclusion-plans';
import { planReading } from './plans';

const signed = { reason: 'kiosk', by: 'gaa', at: '2026-11-22T12:00:00Z' };
const whole = scenarioSnapshot(readScenario('S02'));
const ours = '99999999-9999-4999-8999-000000000001';
const kiosk = '99999999-9999-4999-8999-000000000002';
const target = (id: string) => ({ id, targetType: 'group' });
const radiusUsers = cohort('enfApp');

/**
 * An earlier plan's group leaves one RADIUS user out of system-preferred authentication; passkeys
 * leave out another group, within which these groups lie.
 */
function planWhere(within: NonNullable<Snapshot['nestedGroups']>[string]): Plan {
  const before = configured('Fido2', { excludeTargets: [target(kiosk)] })(whole.snapshot);
  const { authenticationMethodsPolicy: policy, groups } = before;
  if (policy.kind !== 'read' || groups.kind !== 'read') throw new Error('S02');
  const mark = 'cw-0123abcd-7';
  const named = {
    displayName: `Causeway: system-preferred exclusion ${mark}`,
    mailNickname: mark,
  };
  const { infrastructure } = whole.answers;
  const npsExtension = { present: true, users: [{ upnPattern: 'enfApp*@*' }] };
  return planReading({
    ...whole,
    answers: { ...whole.answers, infrastructure: { ...infrastructure, npsExtension } },
    snapshot: {
      ...before,
      groups: read([...groups.value, { ...aGroup(ours), ...named }, aGroup(kiosk)]),
      groupMembers: { ...before.groupMembers, [ours]: read(radiusUsers.slice(0, 1)) },
      nestedGroups: { ...before.nestedGroups, [kiosk]: within },
      authenticationMethodsPolicy: read({
        ...policy.value,
        systemCredentialPreferences: {
          ...{ state: 'default', includeTargets: [target('all_users')] },
          excludeTargets: [target(ours)],
        },
      }),
    },
    choices: {
      ...whole.choices,
      systemPreferred: {
        ...{ value: 'default', include: 'all_users', exclude: 'unsuitedPeople' },
        ...signed,
      },
    },
  }).plan;
}

it.each([
  ['lies within one a method leaves out', read(['deeper', ours]), 'manual'],
  ['may lie within one', unread('notAsked'), 'manual'],
  ['lies within none', read(['deeper']), 'group.add'],
])('a group of an earlier plan that %s', (_, within, kind) => {
  const steps = planWhere(within).steps.filter(({ purpose }) => purpose === 'systemPreferred');
  expect(steps.map((step) => step.kind)).toEqual([kind]);
  const [step] = steps;
  const ids = step?.manual?.userIds ?? step?.items?.map(({ userId }) => userId) ?? [];
  expect([...ids].sort()).toEqual([...radiusUsers.slice(1)].sort());
});
