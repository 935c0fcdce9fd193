import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Json } from '../../../../shared/json';
import { resolveJson, type RefResolver } from '../../../../shared/plan/references';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { sha256, stableId } from '../../../fixtures/stable-id';
import { imageAfter, planScenario } from './plans';

const { plan, reading } = planScenario('S02');
const refs: RefResolver = {
  created: (stepId) => stableId('created', stepId),
  evidence: () => [stableId('bg', '1'), stableId('bg', '2')],
};

/** References replaced by the ids a tenant would have given. */
function resolved<T>(value: T): T {
  return resolveJson(JSON.parse(JSON.stringify(value)) as Json, refs) as T;
}

/** The tenant once that many steps are done, as it would be read again: people hold passkeys. */
function afterwards(done: number): Snapshot {
  const image = imageAfter(plan, done);
  const { snapshot } = reading;
  const states = snapshot.perUserMfa.kind === 'read' ? snapshot.perUserMfa.value.states : {};
  const rows = snapshot.registration.kind === 'read' ? snapshot.registration.value : [];
  return {
    ...snapshot,
    authenticationMethodsPolicy:
      image.policy === null ? snapshot.authenticationMethodsPolicy : read(resolved(image.policy)),
    conditionalAccess: read(resolved(image.conditionalAccess ?? [])),
    groupMembers: Object.fromEntries(
      [...image.groups].map(([id, members]) => [resolved(id), read([...(members ?? [])])]),
    ),
    perUserMfa: read({
      bulk: 'trusted',
      checked: 20,
      states: { ...states, ...Object.fromEntries(image.perUser) },
    }),
    registration: read(rows.map((row) => ({ ...row, methodsRegistered: ['fido2SecurityKey'] }))),
  };
}

describe('a plan that is carried out', () => {
  const again = (snapshot: Snapshot) =>
    makePlan({ ...reading, snapshot, madeAt: reading.asOf, appVersion: '0', sha256 });

  it('leaves nothing to plan', () => {
    const made = again(afterwards(plan.steps.length));
    if (!made.ok) throw new Error(made.failure.code);
    expect(made.value.enforcement).toBe('nothingToMigrate');
    expect(made.value.steps).toEqual([]);
  });

  it('leaves something as long as its last writes are missing', () => {
    const enforced = plan.steps.findIndex((step) => step.purpose === 'setComplete');
    const made = again(afterwards(enforced));
    if (!made.ok) throw new Error(made.failure.code);
    const kinds = made.value.steps.map((step) => step.kind);
    expect(kinds).toContain('migration.state');
    // Our own are covered by now, so that guests come next (GUEST-NOT-ENFORCED).
    const creates = made.value.steps.filter((step) => step.kind === 'ca.create');
    expect(creates.map((step) => step.target.name)).toEqual([
      expect.stringContaining('MFA for guests'),
    ]);
    expect(kinds).not.toContain('perUserMfa.set');
  });
});
