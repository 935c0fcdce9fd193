import { describe, expect, it } from 'vitest';
import { parseSnapshot } from '../../../../src-main/cli/snapshot-file';
import { snapshotHash } from '../../../../src-main/rollout/snapshot-hash';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { snapshotText } from '../../../fixtures/snapshot-text';

const { snapshot: read } = scenarioSnapshot(readScenario('S02'));
const snapshot = { ...read, hash: snapshotHash(read, sha256) };

describe('snapshot files', () => {
  it('come back as they were written', () => {
    const parsed = parseSnapshot(snapshotText(snapshot), 's.json', sha256);
    expect(parsed).toEqual({ ok: true, value: snapshot });
  });

  it('come back whole, with what people and their report say beside what is known', () => {
    const { users, registration } = snapshot;
    if (users.kind !== 'read' || registration.kind !== 'read') throw new Error('S02 reads both');
    const odd = { employeeType: 'x', '@odata.note': { a: [1] } };
    const made = {
      ...snapshot,
      users: { kind: 'read' as const, value: users.value.map((one) => ({ ...one, ...odd })) },
    };
    const whole = { ...made, hash: snapshotHash(made, sha256) };
    const parsed = parseSnapshot(snapshotText(whole), 's.json', sha256);
    expect(parsed).toEqual({ ok: true, value: whole });
  });

  it.each([
    ['users[1].id', 'users', { id: 7 }],
    ['users[1].accountEnabled', 'users', { accountEnabled: 'yes' }],
    ['registration[1].methodsRegistered', 'registration', { methodsRegistered: 'none' }],
  ] as const)('whose %s does not fit are refused there', (place, list, change) => {
    const { [list]: rows } = snapshot;
    if (rows.kind !== 'read') throw new Error('S02 reads it');
    const value = (rows.value as readonly object[]).map((row, n) =>
      n === 1 ? { ...row, ...change } : row,
    );
    const text = JSON.stringify({ ...snapshot, [list]: { kind: 'read', value } });
    const parsed = parseSnapshot(text, 's.json', sha256);
    expect(parsed).toMatchObject({ failure: { code: 'file/invalid', values: { file: 's.json' } } });
    expect(JSON.stringify(parsed)).toContain(place.replace('[', '.value['));
  });

  it('are refused where a list of accounts is of another shape or changed after its hash', () => {
    const { users } = snapshot;
    if (users.kind !== 'read') throw new Error('S02 reads them');
    for (const value of [
      { kind: 'read' },
      { kind: 'read', value: {} },
      { kind: 'read', value: [], more: 1 },
      { kind: 'read', value: users.value.slice(1) },
      null,
    ]) {
      const text = JSON.stringify({ ...snapshot, users: value });
      expect(parseSnapshot(text, 's.json', sha256).ok).toBe(false);
    }
    expect(parseSnapshot('{', 's.json', sha256).ok).toBe(false);
  });

  it.each([
    ['another schema', { ...snapshot, schema: 'causeway-plan/1' }, 'file/wrong-schema'],
    ['a field too many', { ...snapshot, extra: 1 }, 'file/invalid'],
    ['a state nobody knows', { ...snapshot, origin: 'elsewhere' }, 'file/invalid'],
    ['an edit by hand', { ...snapshot, policyBytes: 1, tenantId: 'other' }, 'file/invalid'],
  ])('with %s are refused', (_, value, code) => {
    expect(parseSnapshot(JSON.stringify(value), 's.json', sha256)).toMatchObject({
      failure: { code, values: { file: 's.json' } },
    });
  });
});
