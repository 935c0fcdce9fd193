import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '../../../../shared/json';
import type { RoleHolding } from '../../../../shared/entra/directory-role';
import { openCaptureSource } from '../../../../src-main/graph/open-source';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/store/journal-store';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';

const open: OpenPractice[] = [];
afterEach(async () => {
  for (const practice of open.splice(0)) await practice.close();
});

/** S02 with every row of one list changed, as the tour reads its roles. */
async function rolesWith(
  list: 'roleAssignments' | 'roleDefinitions',
  change: (row: JsonObject) => JsonObject,
): Promise<readonly RoleHolding[]> {
  const practice = await openPractice('S02');
  open.push(practice);
  const { signal } = goOn;
  const text = await captureTenant(practice.source, { signal, onProgress: () => undefined });
  if (!text.ok) throw new Error(text.failure.code);
  const capture = JSON.parse(text.value) as {
    responses: { url: string; body: { value: JsonObject[] } }[];
  };
  for (const { url, body } of capture.responses) {
    if (url.includes(`/${list}`)) body.value = body.value.filter(isJsonObject).map(change);
  }
  const source = await openCaptureSource(JSON.stringify(capture));
  if (!source.ok) throw new Error(source.failure.code);
  const taken = await takeSnapshot({
    ...{ source: source.value, store: practice.store, answers: null, control: goOn },
    ...{ onProgress: () => undefined, sha256 },
  });
  if (!taken.ok || taken.value.roles.kind !== 'read') throw new Error('roles unread');
  expect(taken.value.roles.value.length).toBeGreaterThan(0);
  return taken.value.roles.value;
}

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
});
