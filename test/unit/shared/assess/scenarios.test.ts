import { describe, expect, test } from 'vitest';
import { assess, serializeAssessment } from '../../../../shared/assess/assess';
import type { Assessment, Finding } from '../../../../shared/assess/assessment';
import { targetMethods } from '../../../../shared/assess/target-policy';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot, type ScenarioReading } from '../../../fixtures/scenario-snapshot';

const ids = ['S01', 'S02', 'S12', 'S14', 'S18'] as const;

function assessed(reading: ScenarioReading): Assessment {
  const result = assess(reading);
  if (!result.ok)
    throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.values)}`);
  return result.value.assessment;
}

/** Cohort ids of user subjects, names of the others. */
function subjectNames(finding: Finding, reading: ScenarioReading): readonly string[] {
  const cohorts = new Map(reading.users.map(({ user, cohort }) => [user.id, cohort.id]));
  const names = finding.subjects.map((one) =>
    one.kind === 'user' ? (cohorts.get(one.id) ?? '?') : one.name,
  );
  return [...new Set(names)].sort();
}

describe.each(ids)('scenario %s', (id) => {
  const scenario = readScenario(id);
  const reading = scenarioSnapshot(scenario);
  const assessment = assessed(reading);

  test('has exactly the expected findings', () => {
    const found = assessment.findings.map(({ code, severity, count }) => ({
      code,
      severity,
      count,
    }));
    const expected = scenario.expected.findings.map(({ code, severity, count }) => ({
      code,
      severity,
      count,
    }));
    const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1);
    expect([...found].sort(byCode)).toEqual([...expected].sort(byCode));
  });

  test('names the expected subjects, whole cohorts of them', () => {
    for (const expected of scenario.expected.findings) {
      if (expected.subjects === undefined) continue;
      const finding = assessment.findings.find((one) => one.code === expected.code);
      expect(finding && subjectNames(finding, reading), expected.code).toEqual(
        [...expected.subjects].sort(),
      );
    }
  });

  test('counts, recommends and bounds as expected', () => {
    expect(assessment.counts).toEqual(scenario.expected.counts);
    expect(assessment.recommendation.enforcement).toBe(
      scenario.expected.recommendation.enforcement,
    );
    expect(assessment.lowerBound).toBe(scenario.expected.lowerBound);
  });

  test('sorts findings and subjects and writes the same bytes twice', () => {
    const order = ['blocker', 'high', 'medium', 'decision', 'info'];
    const keys = assessment.findings.map((one) => [order.indexOf(one.severity), one.code] as const);
    const sorted = [...keys].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
    expect(keys).toEqual(sorted);
    for (const finding of assessment.findings) {
      const subjectIds = finding.subjects.map((one) => one.id);
      expect(subjectIds, finding.code).toEqual([...subjectIds].sort());
    }
    const again = assessed(scenarioSnapshot(readScenario(id)));
    expect(serializeAssessment(again)).toBe(serializeAssessment(assessment));
  });
});

describe.each(['S01', 'S02'] as const)('target methods policy of %s', (id) => {
  const scenario = readScenario(id);
  const reading = scenarioSnapshot(scenario);
  const judged = assess(reading);
  if (!judged.ok) throw new Error(judged.failure.code);
  const targets = targetMethods(reading, judged.value.people);

  test.each(Object.entries(scenario.expected.recommendation.ampTarget ?? {}))(
    '%s',
    (method, expected) => {
      const target = targets.find((one) => one.id === method);
      expect(target?.state).toBe(expected.state);
      if (expected.scope !== undefined) expect(target?.scope).toBe(expected.scope);
      if (expected.size !== undefined) expect(target?.members).toHaveLength(expected.size);
      if (expected.note === 'codes on') expect(target?.isSoftwareOathEnabled).toBe(true);
    },
  );
});
