import { describe, expect, test } from 'vitest';
import { acceptanceOf, isAcceptable, staleAcceptances } from '../../../../shared/assess/acceptance';
import { assess } from '../../../../shared/assess/assess';
import type { Finding, Severity, SubjectKind } from '../../../../shared/assess/assessment';
import type { FindingCode } from '../../../../shared/assess/finding-codes';
import { staleChoiceText } from '../../../../shared/i18n/choice-text';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import { administrators, anInput, asOf } from '../../../fixtures/a-snapshot';

function aFinding(
  code: FindingCode,
  severity: Severity,
  ids: readonly string[] = ['u1'],
  kind: SubjectKind = 'user',
): Finding {
  const subjects = ids.map((id) => ({ kind, id, name: id }));
  return { code, severity, count: subjects.length, subjects };
}

const signed = { reason: 'known', by: 'a@b.example', at: '2026-11-01T00:00:00Z' };
type More = { readonly subjects?: string[]; readonly until?: string };
const accept = (...each: readonly More[]): Choices => ({
  ...noChoices,
  accepted: each.map((more) => ({ code: 'NO-METHOD', ...signed, ...more })),
});
const open = aFinding('NO-METHOD', 'medium', ['u1', 'u2']);
const before = '2026-11-21T00:00:00Z';

describe('acceptance', () => {
  test('never a blocker or a decision', () => {
    expect(isAcceptable(aFinding('NO-METHOD', 'blocker'))).toBe(false);
    expect(isAcceptable(aFinding('NO-METHOD', 'decision'))).toBe(false);
    const named = accept({ subjects: ['u1'] });
    expect(acceptanceOf(aFinding('NO-METHOD', 'blocker'), named, asOf)).toBeNull();
  });

  test('by every subject, until its day', () => {
    const both = ['u1', 'u2'];
    expect(acceptanceOf(open, accept({ subjects: both }), asOf)).toEqual(signed);
    expect(acceptanceOf(open, accept({ subjects: ['u1'] }), asOf)).toBeNull();
    expect(acceptanceOf(open, accept({ subjects: ['u1'] }, { subjects: ['u2'] }), asOf)).toEqual(
      signed,
    );
    expect(acceptanceOf(open, accept({ subjects: both, until: asOf }), asOf)).toEqual(signed);
    expect(acceptanceOf(open, accept({ subjects: both, until: before }), asOf)).toBeNull();
    expect(
      acceptanceOf(aFinding('SECQ-STAYS', 'info'), accept({ subjects: ['u1'] }), asOf),
    ).toBeNull();
  });

  test('without subjects covers a setting or the tenant, and nobody of a list', () => {
    expect(acceptanceOf(open, accept({}), asOf)).toBeNull();
    for (const kind of ['tenant', 'setting', 'report', 'snapshot', 'run'] as const) {
      expect(acceptanceOf(aFinding('NO-METHOD', 'high', ['x'], kind), accept({}), asOf)).toEqual(
        signed,
      );
    }
    for (const kind of ['policy', 'group', 'domain', 'data', 'range'] as const) {
      expect(acceptanceOf(aFinding('NO-METHOD', 'high', ['x'], kind), accept({}), asOf)).toBeNull();
    }
  });
});

describe('an acceptance that counts as not made', () => {
  const stale = (choices: Choices, finding = open) => staleAcceptances([finding], choices, asOf);

  test('names somebody less than the finding', () => {
    const [row, ...more] = stale(accept({ subjects: ['u1', 'gone'] }));
    expect(row).toEqual({
      field: 'accepted',
      subject: 'NO-METHOD',
      value: '1',
      because: 'grown',
    });
    expect(more).toEqual([]);
    expect(row === undefined ? '' : staleChoiceText(row, 'en')).toBe(
      'Acceptance of NO-METHOD: the finding names more than was accepted (1 not named).',
    );
    expect(stale(accept({}))).toMatchObject([{ value: '2', because: 'grown' }]);
  });

  test('has run out', () => {
    const [row] = stale(accept({ subjects: ['u1', 'u2'], until: before }));
    expect(row).toMatchObject({ value: '', because: 'ranOut' });
    expect(row === undefined ? '' : staleChoiceText(row, 'ja')).toMatch(/NO-METHOD/);
  });

  test('is none where it covers, or is not about this', () => {
    expect(stale(accept({ subjects: ['u1', 'u2'] }))).toEqual([]);
    expect(stale(accept({ subjects: ['u1'] }), aFinding('SECQ-STAYS', 'info'))).toEqual([]);
  });

  test.each(['blocker', 'decision'] as const)('is of a %s, which nobody accepts', (severity) => {
    const [row, ...more] = stale(accept({ subjects: ['u1'] }), aFinding('NO-METHOD', severity));
    expect(row).toMatchObject({ subject: 'NO-METHOD', value: '', because: 'cannotBeAccepted' });
    expect(more).toEqual([]);
    expect(row === undefined ? '' : staleChoiceText(row, 'en')).toMatch(/can’t be accepted/);
  });

  test('stands in the assessment once somebody new appears', () => {
    const old = [...administrators, { id: 'old', methods: [] }];
    const choices = accept({ subjects: ['old'] });
    const told = (users: typeof old) => {
      const result = assess(anInput({ users, choices }));
      return result.ok ? result.value.assessment.staleChoices : result.failure;
    };
    expect(told(old)).toBeUndefined();
    expect(told([...old, { id: 'new', methods: [] }])).toEqual([
      { field: 'accepted', subject: 'NO-METHOD', value: '1', because: 'grown' },
    ]);
  });
});
