import { describe, expect, it } from 'vitest';
import { reportWords } from '../../../../../shared/exports/report-words';
import { decisionsSection } from '../../../../../shared/exports/sections/findings-section';
import { scenarioPlan } from '../../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const words = (language: 'en' | 'ja') => reportWords(plan, language, 'UTC');

describe('choices that count as not made', () => {
  const stale = {
    ...plan,
    findings: [],
    staleChoices: [
      { field: 'trustedIps', subject: '192.0.2.0/24', value: 'drop', because: 'gone' },
    ] as const,
  };

  it('stand among the decisions, also when no other is open', () => {
    const english = JSON.stringify(decisionsSection(stale, words('en')));
    expect(english).toContain('1 recorded choice counts as not made');
    expect(english).toContain('Trusted IP range 192.0.2.0/24: “Drop”.');
    expect(JSON.stringify(decisionsSection(stale, words('ja')))).toContain(
      '信頼できる IP の範囲 192.0.2.0/24: 「廃止」。判断の対象がなくなりました。',
    );
  });

  it('are not spoken of where all stand', () => {
    expect(JSON.stringify(decisionsSection(plan, words('en')))).not.toContain('not made');
    expect(decisionsSection({ ...plan, findings: [] }, words('en'))).toBeNull();
  });
});
