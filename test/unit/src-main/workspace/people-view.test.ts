import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { PeopleQuery } from '../../../../shared/ipc/assess-contract';
import { listPeople } from '../../../../src-main/workspace/people-view';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const assessed = assess(scenarioSnapshot(readScenario('S02')));
if (!assessed.ok) throw new Error(assessed.failure.code);
const input = { ...assessed.value, plan: null };
const all: PeopleQuery = {
  list: 'all',
  search: '',
  sort: 'upn',
  descending: false,
  offset: 0,
  limit: 200,
};

describe('lists of people', () => {
  it('gives every account once, in windows that join without a gap', () => {
    const whole = listPeople(input, all);
    expect(whole.total).toBe(44);
    const windows = [0, 20, 40].flatMap(
      (offset) => listPeople(input, { ...all, offset, limit: 20 }).rows,
    );
    expect(windows.map((row) => row.id)).toEqual(whole.rows.map((row) => row.id));
  });

  it('lists the people behind a date and behind a finding', () => {
    const february = listPeople(input, { ...all, list: 'february' });
    expect(february.rows.map((row) => row.upn)).toContain('offphone@kestrel.example');
    expect(february.total).toBe(7);
    expect(listPeople(input, { ...all, list: 'finding:OATH-SPLIT' }).total).toBe(3);
    expect(listPeople(input, { ...all, list: 'finding:NOT-A-CODE' }).total).toBe(0);
  });

  it('finds by part of the name or address, whatever the width or case of the letters', () => {
    const found = listPeople(input, { ...all, search: 'ＥＮＦＴＯＴＰ' });
    expect(found.rows.map((row) => row.upn)).toEqual([
      'enftotp3p1@kestrel.example',
      'enftotp3p2@kestrel.example',
      'enftotp3p3@kestrel.example',
    ]);
  });

  it('puts what is not known before what is ready', () => {
    const unknown = { ...input.people[5], readiness: 'unknown' } as (typeof input.people)[number];
    const people = [...input.people.slice(0, 5), unknown, ...input.people.slice(6)];
    const rows = listPeople({ ...input, people }, { ...all, sort: 'readiness' }).rows;
    expect(rows[0]?.id).toBe(unknown.id);
  });
});
