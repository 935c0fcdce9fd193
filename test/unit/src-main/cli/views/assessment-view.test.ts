import { describe, expect, it } from 'vitest';
import { assess } from '../../../../../shared/assess/assess';
import { assessmentLines } from '../../../../../src-main/cli/views/assessment-view';
import { readScenario } from '../../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../../fixtures/scenario-snapshot';

const reading = scenarioSnapshot(readScenario('S02'));

function linesOf(language: 'en' | 'ja', change: Partial<typeof reading> = {}): readonly string[] {
  const result = assess({ ...reading, ...change });
  if (!result.ok) throw new Error(result.failure.code);
  const { assessment, people } = result.value;
  return assessmentLines(assessment, people, { language, zone: 'UTC' });
}

describe('an assessment in words', () => {
  it('names choices that count as not made', () => {
    const signed = { reason: 'r', by: 'gaa', at: '2026-11-22' };
    const choices = {
      ...reading.choices,
      trustedIps: [{ value: 'drop' as const, range: '192.0.2.0/24', ...signed }],
    };
    const text = linesOf('en', { choices }).join('\n');
    expect(text).toContain('1 recorded choice counts as not made');
    expect(text).toContain('  Trusted IP range 192.0.2.0/24: “Drop”.');
    expect(linesOf('en').join('\n')).not.toContain('counts as not made');
  });
});
