import { afterEach, describe, expect, it } from 'vitest';
import { servicePlanIds } from '../../../../shared/entra/tenant-resources';
import { isJsonObject, type Json, type JsonObject } from '../../../../shared/json';
import type { RoleHolding } from '../../../../shared/entra/directory-role';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { openCaptureSource } from '../../../../src-main/graph/open-source';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';

const open: OpenPractice[] = [];
afterEach(async () => {
  for (const practice of open.splice(0)) await practice.close();
});

interface Recorded {
  readonly url: string;
  status: number;
  body: Json;
}

const group = '99999999-0000-4000-8000-000000000001';
const nobody = '99999999-0000-4000-8000-000000000009';
const members = (
  id: string,
  status: number,
  body: Json,
): Recorded & { readonly method: 'GET' } => ({
  ...{ method: 'GET', url: `/v1.0/groups/${id}/transitiveMembers`, status, body },
});
const error = (code: string): Json => ({ error: { code, message: '' } });
const added = [
  members(group, 200, { value: [{ '@odata.type': '#microsoft.graph.user', id: 'member' }] }),
  members(nobody, 404, error('Request_ResourceNotFound')),
];

/** S02, which has no P2, with its answers changed, as the tour reads it. */
async function snapshotAfter(change: (answer: Recorded) => void): Promise<Snapshot> {
  const practice = await openPractice('S02');
  open.push(practice);
  const { signal } = goOn;
  const text = await captureTenant(practice.source, { signal, onProgress: () => undefined });
  if (!text.ok) throw new Error(text.failure.code);
  const capture = JSON.parse(text.value) as { responses: Recorded[] };
  capture.responses.push(...added);
  capture.responses.forEach(change);
  const source = await openCaptureSource(JSON.stringify(capture));
  if (!source.ok) throw new Error(source.failure.code);
  const taken = await takeSnapshot({
    ...{ source: source.value, store: practice.store, answers: null, control: goOn },
    ...{ onProgress: () => undefined, sha256 },
  });
  if (!taken.ok) throw new Error(taken.failure.code);
  return taken.value;
}

async function rolesAfter(change: (answer: Recorded) => void): Promise<Snapshot['roles']> {
  return (await snapshotAfter(change)).roles;
}

/** The roles after every row of one list is changed. */
async function rolesWith(
  list: 'roleAssignments' | 'roleDefinitions',
  change: (row: JsonObject) => JsonObject,
): Promise<readonly RoleHolding[]> {
  const roles = await rolesAfter((answer) => {
    if (!answer.url.includes(`/${list}`)) return;
    const { value } = answer.body as { value: readonly Json[] };
    answer.body = { ...(answer.body as JsonObject), value: value.filter(isJsonObject).map(change) };
  });
  if (roles.kind !== 'read') throw new Error('roles unread');
  expect(roles.value.length).toBeGreaterThan(0);
  return roles.value;
}

function eligibilityIs(status: number, body: Json): Promise<Snapshot['roles']> {
  return rolesAfter((answer) => {
    if (answer.url.includes('/roleEligibilityScheduleInstances')) {
      Object.assign(answer, { status, body });
    }
  });
}

const cut: Json = {
  value: [],
  '@odata.nextLink':
    'https://graph.microsoft.com/v1.0/roleManagement/directory/roleEligibilityScheduleInstances?$skiptoken=x',
};

describe('readRoles', () => {
  it('takes a role in the whole directory for what it is', async () => {
    const held = await rolesWith('roleAssignments', (row) => row);
    expect(held.filter((one) => one.isLimited !== undefined)).toEqual([]);
  });

  it.each([
    ['an administrative unit', { directoryScopeId: '/administrativeUnits/a1' }],
    ['one application', { directoryScopeId: '/a2' }],
    ['a scope that was not told', { directoryScopeId: null }],
  ])('marks a role held only within %s', async (_name, scope) => {
    const held = await rolesWith('roleAssignments', (row) => ({ ...row, ...scope }));
    const active = held.filter((one) => one.assignment === 'active');
    expect(active.every((one) => one.isLimited === true)).toBe(true);
  });

  it('marks a custom role', async () => {
    const held = await rolesWith('roleDefinitions', (row) => ({ ...row, isBuiltIn: false }));
    expect(held.every((one) => one.isLimited === true)).toBe(true);
  });

  it.each([
    ['for want of the licence', 400, error('AadPremiumLicenseRequired')],
    ['for want of a permission', 403, error('Authorization_RequestDenied')],
    ['because the address is unknown', 404, error('ResourceNotFound')],
    ['because a capture lacks it', 404, error('notCaptured')],
    ['in another way', 409, error('Conflict')],
  ])('takes nobody for eligible without P2 when refused %s', async (_name, status, body) => {
    expect((await eligibilityIs(status, body)).kind).toBe('read');
  });

  it.each([
    ['junk', 200, { value: [null] }, 'malformed'],
    ['no list', 200, 'a page for people', 'malformed'],
    ['a fault of the service', 500, error('InternalServerError'), 'busy'],
    ['a page whose next is missing', 200, cut, 'notCaptured'],
  ])('leaves the roles unread when eligibility answers %s', async (_name, status, body, code) => {
    expect(await eligibilityIs(status, body)).toMatchObject({ kind: 'unread', reason: { code } });
  });
});

describe('somebody who holds a role and is no user that was read', () => {
  const aStranger = (answer: Recorded): void => {
    if (!answer.url.endsWith('/roleAssignments')) return;
    const { value } = answer.body as { value: readonly JsonObject[] };
    answer.body = { value: [...value, { ...value[0], principalId: nobody }] };
  };
  const unreadable = (list: RegExp, status: number, body: Json) => (answer: Recorded) => {
    aStranger(answer);
    if (list.test(answer.url)) Object.assign(answer, { status, body });
  };

  it('is an application where groups were read and none is it', async () => {
    expect((await rolesAfter(aStranger)).kind).toBe('read');
  });

  it('is not taken for one where groups were not', async () => {
    const broken = unreadable(/\/v1.0\/groups\?/, 500, error('InternalServerError'));
    expect(await rolesAfter(broken)).toMatchObject({ reason: { code: 'busy' } });
  });

  it('is not taken for one where users were not', async () => {
    const refused = unreadable(/\/v1.0\/users\?/, 403, error('Authorization_RequestDenied'));
    expect(await rolesAfter(refused)).toMatchObject({ reason: { code: 'refused' } });
  });
});

/** Active roles by whether they end, and why that was not told, of S02 with P2. */
async function endsWith(
  schedules: (assignments: readonly JsonObject[]) => Pick<Recorded, 'status' | 'body'>,
  change: (answer: Recorded) => void = () => undefined,
): Promise<{ readonly ends: readonly (boolean | null)[]; readonly why: string | undefined }> {
  let assignments: readonly JsonObject[] = [];
  const snapshot = await snapshotAfter((answer) => {
    change(answer);
    if (answer.url.endsWith('/subscribedSkus')) {
      const plan = { servicePlanId: servicePlanIds.p2, provisioningStatus: 'Success' };
      const sku = { skuId: 'p2', capabilityStatus: 'Enabled', servicePlans: [plan] };
      answer.body = { value: [sku] };
    }
    if (answer.url.endsWith('/roleAssignments')) {
      assignments = (answer.body as { value: readonly JsonObject[] }).value;
    }
    if (answer.url.includes('/roleEligibilityScheduleInstances')) {
      Object.assign(answer, { status: 200, body: { value: [] } });
    }
    if (answer.url.includes('/roleAssignmentScheduleInstances')) {
      Object.assign(answer, schedules(assignments));
    }
  });
  if (snapshot.roles.kind !== 'read') throw new Error(snapshot.roles.reason.code);
  const held = snapshot.roles.value.filter((one) => one.assignment === 'active');
  const ends = [...new Set(held.map((one) => one.isPermanent))];
  return { ends, why: snapshot.roleEndsUnread?.code };
}

/** Every active role with a schedule like this. */
const scheduled =
  (fields: JsonObject) =>
  (assignments: readonly JsonObject[]): Pick<Recorded, 'status' | 'body'> => ({
    status: 200,
    body: {
      value: assignments.map((row) => ({
        ...{ ...row, memberType: 'Direct', assignmentType: 'Assigned', endDateTime: null },
        ...fields,
      })),
    },
  });

describe('the end of an active role', () => {
  it.each([
    ['none', {}, true, undefined],
    ['a day', { endDateTime: '2026-12-01T00:00:00Z' }, false, undefined],
    ['that of somebody else', { principalId: 'x' }, null, 'malformed'],
    ['no day', { endDateTime: 'never' }, null, 'malformed'],
  ])('is what its schedule tells: %s', async (_name, fields, isPermanent, why) => {
    expect(await endsWith(scheduled(fields))).toEqual({ ends: [isPermanent], why });
  });

  it.each([
    ['refused', 403, error('Authorization_RequestDenied'), 'refused'],
    ['refused for want of a licence', 400, error('AadPremiumLicenseRequired'), 'notLicensed'],
    ['not in the capture', 404, error('notCaptured'), 'notCaptured'],
    ['answered with junk', 200, { value: [null] }, 'malformed'],
  ])('is unknown with P2 where the list is %s', async (_name, status, body, why) => {
    expect(await endsWith(() => ({ status, body }))).toEqual({ ends: [null], why });
  });

  it('is not there without P2, which alone makes a role end', async () => {
    const snapshot = await snapshotAfter(() => undefined);
    expect(snapshot.roleEndsUnread).toBeUndefined();
    const held = snapshot.roles.kind === 'read' ? snapshot.roles.value : [];
    expect(new Set(held.map((one) => one.isPermanent))).toEqual(new Set([true]));
  });

  it('is unknown without P2 where the answer is no refusal', async () => {
    const snapshot = await snapshotAfter((answer) => {
      if (answer.url.includes('/roleAssignmentScheduleInstances')) {
        Object.assign(answer, { status: 200, body: { value: [null] } });
      }
    });
    expect(snapshot.roleEndsUnread).toMatchObject({ code: 'malformed' });
  });

  it('is unknown of somebody who holds it through a group: membership may end', async () => {
    const through = await endsWith(scheduled({}), (answer) => {
      if (answer.url.startsWith('/v1.0/groups?')) {
        answer.body = { value: [{ id: group, displayName: 'Administrators' }] };
      }
      if (answer.url.endsWith('/roleAssignments')) {
        const { value } = answer.body as { value: readonly JsonObject[] };
        answer.body = { value: value.map((row) => ({ ...row, principalId: group })) };
      }
    });
    expect(through).toEqual({ ends: [null], why: undefined });
  });
});
