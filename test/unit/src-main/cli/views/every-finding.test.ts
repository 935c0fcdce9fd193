import { expect, test } from 'vitest';
import { assess } from '../../../../../shared/assess/assess';
import { findingCodes } from '../../../../../shared/assess/finding-codes';
import { m } from '../../../../../shared/paraglide/messages.js';
import { assessmentLines } from '../../../../../src-main/cli/views/assessment-view';
import { cases } from '../../../shared/assess/cases/all-cases';

/** What the command line says of a finding, from its title to the next blank line, as one text. */
function blockOf(code: string, language: 'en' | 'ja'): string {
  const firing = cases.find((one) => one.code === code && one.expected !== null);
  if (firing === undefined) throw new Error(`no tenant shows ${code}`);
  const judged = assess(firing.input);
  if (!judged.ok) throw new Error(judged.failure.code);
  const { assessment, people } = judged.value;
  const lines = assessmentLines(assessment, people, { language, zone: 'UTC' });
  const title = lines.findIndex((line) => line.endsWith(`(${code})`));
  const end = lines.findIndex((line, at) => at > title && line === '');
  return lines.slice(title, end < 0 ? undefined : end).join('\n');
}

test.each(findingCodes.flatMap((code) => [[code, 'en'] as const, [code, 'ja'] as const]))(
  '%s shows on the command line why, on what evidence and what to do, in %s',
  (code, language) => {
    const options = { locale: language };
    const text = blockOf(code, language);
    const partAfter = (label: string): string =>
      (text.split(`    ${label}:`)[1] ?? '').split(/\n {4}\S/)[0]?.trim() ?? '';
    for (const label of [
      m.report_column_why({}, options),
      m.report_column_evidence({}, options),
      m.report_column_advice({}, options),
    ]) {
      const part = partAfter(label);
      expect(part.length, label).toBeGreaterThan(4);
      if (language === 'ja') expect(part, label).toMatch(/[ぁ-んァ-ヶ一-龯]/);
    }
    // The way out names the place in the portal.
    expect(text.replaceAll(/\s+/g, ' ')).toContain(' › ');
  },
);
