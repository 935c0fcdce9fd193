import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { readingMeta } from '../../../../src-main/workspace/reading-meta';
import { tenantFacts } from '../../../../src-main/workspace/tenant-facts';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

function factsOf(scenario: string, change: Partial<Snapshot> = {}) {
  const reading = scenarioSnapshot(readScenario(scenario));
  const snapshot = { ...reading.snapshot, ...change };
  const assessed = assess({ ...reading, snapshot });
  if (!assessed.ok) throw new Error(assessed.failure.code);
  const { assessment } = assessed.value;
  return {
    ...{ assessment, meta: readingMeta(assessed.value, snapshot) },
    facts: tenantFacts(assessed.value, snapshot),
  };
}

const unread = { kind: 'unread', reason: { code: 'refused', status: 403 } } as const;

test.each(['S01', 'S02', 'S12', 'S14', 'S18'])('%s: the counts of its assessment', (scenario) => {
  const { assessment, facts, meta } = factsOf(scenario);
  const { counts } = assessment;
  const accounts = counts.phoneOnlyFeb2027;
  const people = accounts === null ? null : accounts - (counts.phoneOnlyFeb2027NotPeople ?? 0);
  expect([facts.february, facts.july]).toEqual([people, counts.phoneOnlyJul2027]);
  expect(meta.facts).toEqual(facts);
  const sum = (facts.february ?? 0) + (facts.july ?? 0);
  expect(meta.peopleAtRisk).toBe(facts.february === null ? null : sum);
  expect(meta.readAt).toBe(assessment.capturedAt);
  expect(facts.unread).toBe(assessment.unread.length);
  const codes = assessment.findings.map(({ code }) => code);
  expect(facts.hasPhoneOnlyAdmins).toBe(codes.includes('ADMIN-PHONE-ONLY'));
});

test('without users nothing is a number, and emergency access is unknown at best', () => {
  const { facts } = factsOf('S02', { users: unread });
  expect(facts).toMatchObject({ february: null, july: null, unassessed: null });
  expect(facts.emergency).not.toBe('ready');
});

test('without roles emergency access is never called ready', () => {
  expect(factsOf('S02', { roles: unread }).facts.emergency).not.toBe('ready');
});

test('a policy that was not read has an unknown state, never null', () => {
  const { facts } = factsOf('S02', { authenticationMethodsPolicy: unread });
  expect(facts.migrationState).toBe('unknown');
});
