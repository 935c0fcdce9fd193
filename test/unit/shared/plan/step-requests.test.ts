import { describe, expect, it } from 'vitest';
import { changeLists } from '../../../../shared/plan/list-change';
import { unresolved, type RefResolver } from '../../../../shared/plan/references';
import type { Step } from '../../../../shared/plan/step';
import { reverseOf, stepRequests } from '../../../../shared/plan/step-requests';
import type { JsonObject } from '../../../../shared/json';
import { stableId } from '../../../fixtures/stable-id';
import { planScenario } from './plans';

const { plan } = planScenario('S02');
const groupId = stableId('group');
const emergency = [stableId('bg', '1'), stableId('bg', '2')];
const resolve: RefResolver & { liveOwned: JsonObject | null } = {
  created: () => groupId,
  evidence: () => emergency,
  liveOwned: null,
};

function stepOf(kind: Step['kind'], at = 0): Step {
  const step = plan.steps.filter((one) => one.kind === kind)[at];
  if (step === undefined) throw new Error(`S02 has no ${kind}`);
  return step;
}

function requestsOf(step: Step, input = resolve) {
  const made = stepRequests(step, input);
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
}

describe('stepRequests', () => {
  it('creates a security group without members', () => {
    const [request] = requestsOf(stepOf('group.create'));
    expect(request).toMatchObject({ method: 'POST', version: 'v1.0', path: '/groups' });
    expect(request?.body).toMatchObject({
      mailEnabled: false,
      securityEnabled: true,
      groupTypes: [],
    });
    expect(request?.body?.['displayName']).toMatch(/^Causeway: .+ cw-[0-9a-f]{8}-1$/);
    expect(request?.body?.['mailNickname']).toMatch(/^cw-[0-9a-f]{8}-1$/);
  });

  it('adds members in lots of twenty at the cloud’s own host', () => {
    const step = stepOf('group.add');
    const items = Array.from({ length: 45 }, (_, n) => ({
      userId: stableId('user', String(n)),
      upn: `u${String(n)}@kestrel.example`,
      prior: 'notMember' as const,
      planned: 'member' as const,
    }));
    const input = { ...resolve, graphOrigin: 'https://graph.microsoft.us' };
    const requests = requestsOf({ ...step, items }, input);
    expect(requests.map((one) => one.itemIds.length)).toEqual([20, 20, 5]);
    expect(requests[0]).toMatchObject({ method: 'PATCH', path: `/groups/${groupId}` });
    const bound = requests[2]?.body?.['members@odata.bind'] as string[];
    expect(bound[4]).toBe(
      `https://graph.microsoft.us/v1.0/directoryObjects/${stableId('user', '44')}`,
    );
  });

  it('removes memberships, never users', () => {
    const back = reverseOf(stepOf('group.add'));
    if (back === null) throw new Error('a group.add can be taken back');
    expect(back.kind).toBe('group.remove');
    const requests = requestsOf(back);
    expect(requests).toHaveLength(8);
    for (const request of requests) {
      expect(request.method).toBe('DELETE');
      expect(request.body).toBeNull();
      expect(request.path).toMatch(/^\/groups\/[0-9a-f-]{36}\/members\/[0-9a-f-]{36}\/\$ref$/);
    }
  });

  it('sets and restores per-user MFA person by person on beta', () => {
    const step = stepOf('perUserMfa.set', 2);
    const forward = requestsOf(step);
    expect(forward).toHaveLength(10);
    expect(forward.every((one) => one.version === 'beta' && one.method === 'PATCH')).toBe(true);
    expect(forward[0]?.body).toEqual({ perUserMfaState: 'disabled' });
    const back = reverseOf(step);
    const states = requestsOf(back ?? step).map((one) => one.body?.['perUserMfaState']);
    expect(states.sort()).toEqual([
      ...Array<string>(2).fill('enabled'),
      ...Array<string>(8).fill('enforced'),
    ]);
  });

  it('puts the emergency accounts of the evidence into new policies', () => {
    const [request] = requestsOf(stepOf('ca.create'));
    expect(request).toMatchObject({ method: 'POST', path: '/identity/conditionalAccess/policies' });
    const conditions = request?.body?.['conditions'] as { users: { excludeUsers: string[] } };
    expect(conditions.users.excludeUsers.slice(0, 2)).toEqual(emergency);
  });

  it('names the type of a method and writes HardwareOath on beta', () => {
    const steps = plan.steps.filter((step) => step.kind === 'method.configure');
    const paths = steps.map((step) => requestsOf(step)[0]);
    expect(paths.map((one) => one?.version)).toEqual([
      'v1.0',
      'v1.0',
      'beta',
      'v1.0',
      'v1.0',
      'v1.0',
    ]);
    expect(paths[1]).toMatchObject({
      method: 'PATCH',
      path: '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/SoftwareOath',
    });
    expect(paths[1]?.body?.['@odata.type']).toBe(
      '#microsoft.graph.softwareOathAuthenticationMethodConfiguration',
    );
    expect(paths[0]?.body).toEqual({
      '@odata.type': '#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration',
      isSoftwareOathEnabled: true,
    });
  });

  it('sends nothing for soak, gate and manual steps', () => {
    for (const kind of ['soak', 'gate', 'manual'] as const) {
      expect(requestsOf(stepOf(kind))).toEqual([]);
      expect(reverseOf(stepOf(kind))).toBeNull();
    }
    expect(reverseOf(stepOf('group.create'))).toBeNull();
    expect(reverseOf(stepOf('ca.create'))).toBeNull();
  });

  it('refuses ids that are not known, and ids that are none', () => {
    const unknownYet = { ...resolve, created: () => null, evidence: () => null };
    for (const kind of ['group.add', 'ca.create', 'ca.setState'] as const) {
      expect(stepRequests(stepOf(kind), unknownYet).ok, kind).toBe(false);
    }
    const evil = { ...resolve, created: () => '../users' };
    expect(stepRequests(stepOf('group.add'), evil).ok).toBe(false);
    const item = { userId: 'x/../y', upn: 'x', prior: 'enforced', planned: 'disabled' } as const;
    const strange = { ...stepOf('perUserMfa.set'), items: [item] };
    expect(stepRequests(strange, resolve).ok).toBe(false);
    const method = {
      ...stepOf('method.configure'),
      target: { type: 'method', id: '../x', name: '' },
    };
    expect(stepRequests(method as Step, resolve).ok).toBe(false);
  });

  it('shows references where nothing is resolved yet', () => {
    const [request] = requestsOf(stepOf('group.add'), { ...unresolved, liveOwned: null });
    expect(request?.path).toBe('/groups/created:s07');
  });
});

describe('lists are sent whole (S3)', () => {
  const a = { id: 'a', targetType: 'group', note: 'kept' };
  const b = { id: 'b', targetType: 'group' };
  const c = { id: 'c', targetType: 'group', extra: [1] };

  it('keeps what somebody else added and every field of it', () => {
    const sent = changeLists(
      { includeTargets: [a] },
      { includeTargets: [a, b] },
      { includeTargets: [c, a] },
    );
    expect(sent).toEqual({ includeTargets: [c, a, b] });
  });

  it('removes only what the plan removes', () => {
    const sent = changeLists(
      { includeTargets: [a, b] },
      { includeTargets: [b] },
      { includeTargets: [a, b, c] },
    );
    expect(sent).toEqual({ includeTargets: [b, c] });
  });

  it('keeps conditions the plan does not name', () => {
    const step = stepOf('ca.exclude');
    const users = { includeUsers: ['All'], excludeUsers: [...emergency, 'GuestsOrExternalUsers'] };
    const scan = plan.tracks[0]?.members[0] ?? '';
    const liveOwned = {
      conditions: {
        users: { ...users, excludeUsers: [...users.excludeUsers, scan, 'somebody-else'] },
        applications: { includeApplications: ['All'] },
        clientAppTypes: ['all'],
        signInRiskLevels: [],
      },
    };
    const [request] = requestsOf(step, { ...resolve, liveOwned });
    const conditions = request?.body?.['conditions'] as {
      users: { excludeUsers: string[] };
      signInRiskLevels: string[];
    };
    expect(conditions.signInRiskLevels).toEqual([]);
    expect(conditions.users.excludeUsers).toEqual([...users.excludeUsers, 'somebody-else']);
  });
});
