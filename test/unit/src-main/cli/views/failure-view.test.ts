import { describe, expect, it } from 'vitest';
import { failure, withOthers, type Failure } from '../../../../../shared/diagnostic';
import { failureLines } from '../../../../../src-main/cli/views/failure-view';

const at = (place: string): Failure =>
  failure('input/choices-invalid', { file: 'c.json', place, expected: 'reason' });
const lines = (problems: readonly Failure[], language: 'en' | 'ja' = 'en') =>
  failureLines(withOthers(problems) ?? failure('internal/bug'), language, 'UTC');

describe('a failure on a terminal', () => {
  it('stands behind the file its sentences do not name', () => {
    expect(lines([at('a')])).toEqual([
      'c.json: A choice is not possible.',
      'At a: expected a reason.',
      'Choose another value, or leave it out.',
      '(input/choices-invalid)',
    ]);
    const named = failure('file/invalid', { file: 'c.json', place: 'a', expected: 'reason' });
    expect(lines([named])[0]).toBe('The file is not valid: c.json.');
  });

  it('says of a refusal of Microsoft what helps against it', () => {
    const told = { step: 's04', status: '403', code: 'Authorization_RequestDenied' };
    const refused = failure('step/refused', { ...told, why: 'role', role: 'Groups Administrator' });
    expect(lines([refused]).at(-2)).toMatch(/^Sign in with the role Groups Administrator,/);
    expect(lines([refused]).at(-1)).toBe('(step/refused · why: role)');
    expect(lines([refused], 'ja').at(-2)).toMatch(/^ロール「グループ管理者」でサインイン/);
  });

  it('lists further problems of the same file', () => {
    expect(lines([at('a'), at('b')])).toEqual([
      'c.json: A choice is not possible.',
      'At a: expected a reason.',
      'Also:',
      '  At b: expected a reason.',
      'Choose another value, or leave it out.',
      '(input/choices-invalid)',
    ]);
  });

  it('shows ten problems and counts the rest', () => {
    const many = Array.from({ length: 1_234 }, (_, index) => at(`x[${index}]`));
    const shown = lines(many);
    expect(shown.filter((line) => line.includes('At x['))).toHaveLength(10);
    expect(shown).toContain('  … and 1,224 more');
    expect(lines(many.slice(0, 10)).join('\n')).not.toContain('…');
    expect(lines(many, 'ja')).toContain('  …ほか 1,224 件');
  });
});
