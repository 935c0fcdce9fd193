import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { packAssessed, unpackAssessed } from '../../../../shared/assess/packed-assessed';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { atOnce } from '../../../../src-main/ports/in-turns';
import { manyPeople } from '../../../fixtures/many-people';

function assessed(users: number) {
  const input = manyPeople(users);
  const result = assess(input);
  if (!result.ok) throw new Error(result.failure.code);
  const packed = packAssessed(result.value);
  if (packed === null) throw new Error('not packed');
  return { whole: result.value, packed: structuredClone(packed), snapshot: input.snapshot };
}

describe('what was assessed', () => {
  it('is put together again to the last byte, by whoever has the snapshot', () => {
    const { whole, packed, snapshot } = assessed(700);
    const unpacked = atOnce(unpackAssessed(packed, snapshot));
    expect(JSON.stringify(unpacked)).toBe(JSON.stringify(whole));
    expect(unpacked?.people).toHaveLength(700);
  });

  it('is handed over without a name or an id of an account', () => {
    const { whole, packed } = assessed(700);
    const text = JSON.stringify(packed);
    const named = whole.people.filter(({ id, upn }) => text.includes(id) || text.includes(upn));
    expect(named).toEqual([]);
    const subjects = whole.assessment.findings.flatMap((finding) => finding.subjects);
    expect(subjects.filter(({ kind }) => kind === 'user').length).toBeGreaterThan(700);
    // The same facts once each.
    expect(packed.facts.length).toBeLessThan(500);
  });

  it('keeps subjects that are told otherwise than their account', () => {
    const { whole, snapshot } = assessed(50);
    const [first, ...rest] = whole.assessment.findings.filter(({ subjects: [one] }) => {
      return one?.kind === 'user';
    });
    if (first === undefined) throw new Error('no finding');
    const told = { ...first, subjects: first.subjects.map((one) => ({ ...one, name: 'x' })) };
    const other = { ...whole, assessment: { ...whole.assessment, findings: [told, ...rest] } };
    const packed = packAssessed(other);
    if (packed === null) throw new Error('not packed');
    const unpacked = atOnce(unpackAssessed(structuredClone(packed), snapshot));
    expect(unpacked?.assessment.findings).toEqual(other.assessment.findings);
  });

  it('is not put together with another snapshot', () => {
    const { packed, snapshot } = assessed(50);
    const { users } = snapshot;
    if (users.kind !== 'read') throw new Error('no users');
    const others: readonly Snapshot[] = [
      { ...snapshot, hash: `${snapshot.hash}f` },
      { ...snapshot, users: { ...users, value: users.value.slice(1) } },
    ];
    for (const other of others) expect(atOnce(unpackAssessed(packed, other))).toBeNull();
    const beyond = { ...packed, factsOf: packed.factsOf.map(() => packed.facts.length) };
    expect(atOnce(unpackAssessed(beyond, snapshot))).toBeNull();
  });
});
