import type { Json } from '../../../../shared/json';
import type { Plan } from '../../../../shared/plan/plan';
import { resolveJson, type RefResolver } from '../../../../shared/plan/references';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { stableId } from '../../../fixtures/stable-id';
import { imageAfter } from './plans';

/** What each plan made has an id of its own: no plan's group stands for another plan's. */
const refsOf = ({ planHash }: Plan): RefResolver => ({
  created: (stepId) => stableId('created', `${planHash} ${stepId}`),
  evidence: () => [stableId('bg', '1'), stableId('bg', '2')],
});

/** The tenant once that many steps are done, as it would be read again: people hold passkeys. */
export function carriedOut(plan: Plan, snapshot: Snapshot, done = plan.steps.length): Snapshot {
  const image = imageAfter(plan, done);
  const refs = refsOf(plan);
  /** References replaced by the ids a tenant would have given. */
  const resolved = <T>(value: T): T =>
    resolveJson(JSON.parse(JSON.stringify(value)) as Json, refs) as T;
  const states = snapshot.perUserMfa.kind === 'read' ? snapshot.perUserMfa.value.states : {};
  const rows = snapshot.registration.kind === 'read' ? snapshot.registration.value : [];
  const { securityDefaults } = snapshot;
  return {
    ...snapshot,
    authenticationMethodsPolicy:
      image.policy === null ? snapshot.authenticationMethodsPolicy : read(resolved(image.policy)),
    conditionalAccess: read(resolved(image.conditionalAccess ?? [])),
    securityDefaults:
      securityDefaults.kind === 'read' && image.securityDefaults !== null
        ? read({ ...securityDefaults.value, isEnabled: image.securityDefaults })
        : securityDefaults,
    groupMembers: Object.fromEntries(
      [...image.groups].map(([id, members]) => [resolved(id), read([...(members ?? [])])]),
    ),
    perUserMfa: read({
      bulk: 'trusted',
      checked: 20,
      states: { ...states, ...Object.fromEntries(image.perUser) },
    }),
    userMethods: Object.fromEntries(
      Object.keys(snapshot.userMethods).map((id) => [id, read(['fido2SecurityKey'])]),
    ),
    registration: read(rows.map((row) => ({ ...row, methodsRegistered: ['fido2SecurityKey'] }))),
  };
}
