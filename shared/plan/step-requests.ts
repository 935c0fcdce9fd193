import { failure, type Failure } from '../diagnostic';
import type { CloudName } from '../entra/cloud';
import { methodVersion, policyVersion } from '../entra/graph-version';
import { methodODataType } from '../entra/method-configuration';
import { isGuid } from '../ids';
import type { Json, JsonObject } from '../json';
import { err, ok, type Result } from '../result';
import { changeLists } from './list-change';
import { resolveJson, resolveText, type RefResolver } from './references';
import type { Step, StepItem } from './step';

/** One request of a step, without host. `itemIds` are the users it is for. */
export interface PlannedRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly version: 'v1.0' | 'beta';
  /** Path after the version, e.g. `/policies/authenticationMethodsPolicy`. */
  readonly path: string;
  readonly body: JsonObject | null;
  readonly itemIds: readonly string[];
}

export interface RequestInput extends RefResolver {
  /** Owned fields as read just now; null at review and export time. Lists are sent whole from it. */
  readonly liveOwned: JsonObject | null;
  /** Origin for `members@odata.bind`; default is the global cloud's. */
  readonly graphOrigin?: string;
  /** Which cloud's version of the methods policy; default is the global one's. */
  readonly cloud?: CloudName;
}

/** Members added by one request (Graph page "Add members"). */
const lotSize = 20;
const methodsPolicyPath = '/policies/authenticationMethodsPolicy';
const policiesPath = '/identity/conditionalAccess/policies';
const securityDefaultsPath = '/policies/identitySecurityDefaultsEnforcementPolicy';

/**
 * The requests of a step, the only place that makes them: review, exports, roll-back kit and
 * engine all call it. Soak, gate and manual steps have none. Fails where an id is not known yet
 * (`step/needs-person`) or where an id is no Graph id (`step/refused`).
 */
export function stepRequests(
  step: Step,
  resolve: RequestInput,
): Result<readonly PlannedRequest[], Failure> {
  switch (step.kind) {
    case 'soak':
    case 'gate':
    case 'manual':
      return ok([]);
    case 'group.add':
    case 'group.remove':
    case 'perUserMfa.set':
      return itemRequests(step, resolve);
    default:
      return objectRequest(step, resolve);
  }
}

function itemRequests(
  step: Step,
  resolve: RequestInput,
): Result<readonly PlannedRequest[], Failure> {
  const items = step.items ?? [];
  const strange = items.find((item) => !isGuid(item.userId));
  if (strange !== undefined) return err(refused(step, strange.userId));
  if (step.kind === 'perUserMfa.set') {
    return ok(
      items.map((item) => ({
        method: 'PATCH',
        version: 'beta',
        path: `/users/${item.userId}/authentication/requirements`,
        body: { perUserMfaState: item.planned },
        itemIds: [item.userId],
      })),
    );
  }
  const groupId = objectId(step, resolve);
  if (!groupId.ok) return groupId;
  return ok(
    step.kind === 'group.add'
      ? addRequests(groupId.value, items, resolve.graphOrigin ?? 'https://graph.microsoft.com')
      : // Without /$ref the user would be deleted, not the membership (S2).
        items.map((item) => ({
          method: 'DELETE',
          version: 'v1.0',
          path: `/groups/${groupId.value}/members/${item.userId}/$ref`,
          body: null,
          itemIds: [item.userId],
        })),
  );
}

function addRequests(
  groupId: string,
  items: readonly StepItem[],
  origin: string,
): readonly PlannedRequest[] {
  const requests: PlannedRequest[] = [];
  for (let from = 0; from < items.length; from += lotSize) {
    const itemIds = items.slice(from, from + lotSize).map((item) => item.userId);
    requests.push({
      method: 'PATCH',
      version: 'v1.0',
      path: `/groups/${groupId}`,
      body: {
        'members@odata.bind': itemIds.map((id) => `${origin}/v1.0/directoryObjects/${id}`),
      },
      itemIds,
    });
  }
  return requests;
}

function objectRequest(
  step: Step,
  resolve: RequestInput,
): Result<readonly PlannedRequest[], Failure> {
  const place = objectPlace(step, resolve);
  if (!place.ok) return place;
  const prior = step.prior === null ? null : resolveJson(step.prior, resolve);
  const planned = resolveJson(step.planned ?? {}, resolve);
  if (prior === undefined || planned === undefined) return err(notKnown(step));
  const whole = changeLists(prior as JsonObject | null, planned as JsonObject, resolve.liveOwned);
  const body: Record<string, Json> = { ...place.value.prefix };
  for (const field of step.owned) if (whole[field] !== undefined) body[field] = whole[field];
  const { method, version, path } = place.value;
  return ok([{ method, version, path, body, itemIds: [] }]);
}

interface Place {
  readonly method: 'POST' | 'PATCH';
  readonly version: 'v1.0' | 'beta';
  readonly path: string;
  readonly prefix?: JsonObject;
}

function objectPlace(step: Step, resolve: RequestInput): Result<Place, Failure> {
  switch (step.kind) {
    case 'group.create':
      return ok({ method: 'POST', version: 'v1.0', path: '/groups' });
    case 'ca.create':
      return ok({ method: 'POST', version: 'v1.0', path: policiesPath });
    case 'ca.setState':
    case 'ca.exclude': {
      const id = objectId(step, resolve);
      if (!id.ok) return id;
      return ok({ method: 'PATCH', version: 'v1.0', path: `${policiesPath}/${id.value}` });
    }
    case 'method.configure':
      return methodPlace(step, resolve.cloud ?? 'global');
    case 'migration.state':
      return ok({
        ...{ method: 'PATCH', path: methodsPolicyPath },
        version: policyVersion(resolve.cloud ?? 'global'),
      });
    // The forced-snooze field and both objects below live on beta only (domain.md 1.1–1.3).
    case 'campaign.set':
    case 'systemPreferred.set':
    case 'passkeyOptOut.set':
      return ok({ method: 'PATCH', version: 'beta', path: methodsPolicyPath });
    case 'securityDefaults.set':
      return ok({ method: 'PATCH', version: 'v1.0', path: securityDefaultsPath });
    default:
      return err(refused(step, step.kind));
  }
}

function methodPlace(step: Step, cloud: CloudName): Result<Place, Failure> {
  const { id } = step.target;
  // The path keeps the id as Graph spells it.
  const named = methodODataType(id);
  if (named === null && !isGuid(id)) return err(refused(step, id));
  return ok({
    method: 'PATCH',
    version: methodVersion(cloud, id),
    path: `${methodsPolicyPath}/authenticationMethodConfigurations/${id}`,
    prefix: {
      '@odata.type': named ?? '#microsoft.graph.externalAuthenticationMethodConfiguration',
    },
  });
}

/** The target's Graph id. References stay visible while nothing is resolved (review, exports). */
function objectId(step: Step, resolve: RequestInput): Result<string, Failure> {
  const id = resolveText(step.target.id, resolve);
  if (id === null) return err(notKnown(step));
  return isGuid(id) || id === step.target.id ? ok(id) : err(refused(step, id));
}

function notKnown(step: Step): Failure {
  return failure('step/needs-person', { step: step.id });
}

function refused(step: Step, what: string): Failure {
  return failure('step/refused', { step: step.id, why: 'invalidId', expected: what });
}

const swappedKind = {
  'group.add': 'group.remove',
  'group.remove': 'group.add',
  'perUserMfa.set': 'perUserMfa.set',
} as const;

/**
 * The step that takes this one back, with prior and planned state exchanged; null where there is
 * nothing to send (creates, soaks, gates, manual steps, one-way changes). It keeps the step's id.
 */
export function reverseOf(step: Step): Step | null {
  if (step.reverse.kind === 'items') {
    const items = (step.items ?? []).map((item) => ({
      ...item,
      prior: item.planned,
      planned: item.prior,
    }));
    const kind = swappedKind[step.kind as keyof typeof swappedKind];
    return {
      ...step,
      kind,
      items,
      reverse: { kind: 'items', as: step.kind as keyof typeof swappedKind },
    };
  }
  if (step.reverse.kind !== 'restore' || step.planned === null) return null;
  return {
    ...step,
    prior: step.planned,
    planned: step.reverse.to,
    reverse: { kind: 'restore', to: step.planned },
  };
}
