import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import { judgeGuardrails, type Readings } from '../../../../shared/lockout/guardrails';
import { methodsByTrial, type Reading } from '../../../../shared/lockout/methods-by-trial';
import { usableMethods } from '../../../../shared/lockout/usable-methods';
import { scopeInImage } from '../../../../shared/plan/image-scope';
import { aPerson, anImage } from './people';

/** A reading that takes whatever is registered as allowed. */
const wrong: Reading = (_image, person) => person.methods ?? [];
const rules: Reading = (image, person, date) =>
  usableMethods(image, person, scopeInImage(image, person), date)?.sure ?? [];

const ids = ['bg1', 'bg2'];
const users = [
  ...ids.map((id) => ({ id, roles: ['globalAdministrator'] as const })),
  { id: 'op', methods: ['fido2SecurityKey'] },
];
const asksForMfa = v.parse(conditionalAccessPolicySchema, {
  id: 'p',
  state: 'enabled',
  conditions: {
    users: { includeUsers: ['All'], excludeUsers: ids },
    applications: { includeApplications: ['All'] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
});

/** Everybody holds a key, and keys are switched off: nobody can answer. */
function codes(readings?: Readings): readonly string[] {
  const people: readonly Person[] = [
    ...ids.map((id) =>
      aPerson({ id, upn: `${id}@practice.onmicrosoft.com`, isGlobalAdministrator: 'active' }),
    ),
    aPerson({ id: 'op' }),
  ];
  const { failures } = judgeGuardrails(
    {
      image: anImage({ users, methods: {}, policies: [asksForMfa] }),
      people: new Map(people.map((one) => [one.id, one])),
      emergencyAccess: ids,
      operatorId: 'op',
      now: '2026-11-22T12:00:00Z',
    },
    readings,
  );
  return failures.map((one) => one.values['check'] ?? one.code);
}

const both = ['strongMethod', 'strongMethod'];

describe('a reading of methods that is wrong', () => {
  it('is not there: both refuse', () => {
    expect(codes()).toEqual([...both, 'notStopped']);
  });

  it('in the rules is caught by the trial', () => {
    const found = codes({ rules: wrong, trial: methodsByTrial });
    expect(found).toEqual([...both, 'guardrail/evaluators-disagree']);
  });

  it('in the trial is caught by the rules', () => {
    const found = codes({ rules, trial: wrong });
    expect(found).toEqual([...both, 'guardrail/evaluators-disagree']);
  });

  it('would pass everybody if the two shared it', () => {
    expect(codes({ rules: wrong, trial: wrong })).toEqual([]);
  });
});
