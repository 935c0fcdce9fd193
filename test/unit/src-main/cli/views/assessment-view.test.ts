import { describe, expect, it } from 'vitest';
import { assess } from '../../../../../shared/assess/assess';
import { displayWidth } from '../../../../../src-main/cli/views/lines';
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

function blockOf(code: string, lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => line.endsWith(`(${code})`));
  const length = lines.slice(from).findIndex((line) => line === '');
  return lines.slice(from, from + length);
}

describe('an assessment in words', () => {
  it('says of each finding who, why, what it rests on and what to do with its path', () => {
    expect(blockOf('OATH-SPLIT', linesOf('en'))).toEqual([
      '  3 accounts use codes that only the legacy list allows (OATH-SPLIT)',
      expect.stringMatching(/^ {4}Who: 3: enftotp\S+@kestrel\.example, /),
      '      enftotp3p2@kestrel.example',
      expect.stringMatching(/^ {4}Why it matters: The old option “code from app or token” /),
      '      Microsoft Authenticator don’t cover other apps and hardware tokens.',
      '    Evidence:',
      '      - Registered methods: Software OATH token (3)',
      expect.stringMatching(/^ {6}- In the Authentication methods policy: Text message \(SMS\): /),
      expect.stringMatching(/^ {8}/),
      expect.stringMatching(/^ {8}/),
      '      - Answer entered on: (not known)',
      expect.stringMatching(/^ {4}What to do: .*OATH tokens/),
      expect.stringMatching(/^ {6}.*Authentication methods › Policies\)\.$/),
    ]);
  });

  it('shortens a long list, and keeps within the width of a terminal', () => {
    for (const language of ['en', 'ja'] as const) {
      const lines = linesOf(language);
      expect(lines.filter((line) => displayWidth(line) > 98)).toEqual([]);
      const text = lines.join('\n');
      expect(text).toMatch(language === 'en' ? /and 15 more/ : /、ほか 15 件/);
      expect(text).not.toMatch(/undefined|finding_|evidence_|\(not known\): /);
    }
  });

  it('says "at least" while legacy settings are not answered', () => {
    const open = { answers: { ...reading.answers, legacyMfa: {} } };
    const text = linesOf('en', open).join('\n');
    expect(text).toContain('From 1 Feb 2027, at least 7 accounts can’t sign in');
    expect(text).toContain('Who: at least 7: ');
    expect(linesOf('en').join('\n')).not.toMatch(/at least/i);
  });

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
