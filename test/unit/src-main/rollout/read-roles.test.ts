import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../../../shared/json';
import type { RoleHolding } from '../../../../shared/entra/directory-role';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { openCaptureSource } from '../../../../src-main/graph/open-source';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/store/journal-store';
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

/** S02, which has no P2, with its answers changed, as the tour reads its roles. */
async function rolesAfter(change: (answer: Recorded) => void): Promise<Snapshot['roles']> {
  const practice = await openPractice('S02');
  open.push(practice);
  const { signal } = goOn;
  const text = await captureTenant(practice.source, { signal, onProgress: () => undefined });
  if (!text.ok) throw new Error(text.failure.code);
  const capture = JSON.parse(text.value) as { responses: Recorded[] };
  capture.responses.forEach(change);
  const source = await openCaptureSource(JSON.stringify(capture));
  if (!source.ok) throw new Error(source.failure.code);
  const taken = await takeSnapshot({
    ...{ source: source.value, store: practice.store, answers: null, control: goOn },
    ...{ onProgress: () => undefined, sha256 },
  });
  if (!taken.ok) throw new Error(taken.failure.code);
  return taken.value.roles;
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

const error = (code: string): Json => ({ error: { code, message: '' } });

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
    ['a fault of the service', 500, error('InternalServerError'), 'network'],
    ['a page whose next is missing', 200, cut, 'notCaptured'],
  ])('leaves the roles unread when eligibility answers %s', async (_name, status, body, code) => {
    expect(await eligibilityIs(status, body)).toMatchObject({ kind: 'unread', reason: { code } });
  });
});
