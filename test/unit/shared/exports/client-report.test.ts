import { expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { clientReport } from '../../../../shared/exports/client-report';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

it.each(['en', 'ja'] as const)('tells findings in words and names nobody (%s)', (language) => {
  const reading = scenarioSnapshot(readScenario('S02'));
  const assessed = assess(reading);
  if (!assessed.ok) throw new Error(assessed.failure.code);
  const { assessment } = assessed.value;
  const text = JSON.stringify(clientReport(assessment, language, 'UTC'));
  for (const { code } of assessment.findings) expect(text).toContain(code);
  expect(text).toContain(assessment.tenant.displayName);
  const named = assessment.findings
    .flatMap(({ subjects }) => subjects)
    .filter(({ kind, name }) => ['user', 'policy', 'group'].includes(kind) && name.length > 3);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ name }) => text.includes(name)).map(({ name }) => name)).toEqual([]);
  expect(text).not.toMatch(/undefined|not known/);
});
