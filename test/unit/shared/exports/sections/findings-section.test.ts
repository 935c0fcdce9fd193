import { describe, expect, it } from 'vitest';
import { reportWords } from '../../../../../shared/exports/report-words';
import { makeReport } from '../../../../../shared/exports/make-report';
import { toMarkdown } from '../../../../../shared/exports/markdown';
import { redactPlan } from '../../../../../shared/exports/redact';
import {
  decisionsSection,
  findingsSection,
} from '../../../../../shared/exports/sections/findings-section';
import type { Plan } from '../../../../../shared/plan/plan';
import { scenarioPlan } from '../../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const words = (language: 'en' | 'ja') => reportWords(plan, language, 'UTC');

const itemsOf = (one: Plan, language: 'en' | 'ja') =>
  findingsSection(one, reportWords(one, language, 'UTC')).blocks.flatMap((block) =>
    block.kind === 'findings' ? block.items : [],
  );

describe('findings', () => {
  it.each(['en', 'ja'] as const)('each with why, evidence and what to do in %s', (language) => {
    const items = itemsOf(plan, language);
    expect(items.map(({ code }) => code)).toEqual(plan.findings.map(({ code }) => code));
    for (const item of items) {
      expect(item.why, item.code).not.toBe('');
      expect(item.advice, item.code).not.toBe('');
      expect(item.evidence.length, item.code).toBeGreaterThan(0);
    }
  });

  it('name the policies and methods they rest on, and shorten who', () => {
    const byCode = new Map(itemsOf(plan, 'en').map((item) => [item.code, item]));
    expect(byCode.get('MANAGED-POLICY-PRESENT')?.evidence).toContain(
      'State of the policies: Report-only (1)',
    );
    expect(byCode.get('PU-MFA-NOT-COVERED')?.who).toMatch(/^20: .* and 8 more$/);
    expect(byCode.get('BG-MISSING')?.who).toBe('');
    const report = makeReport({ plan, simulation, language: 'en', zone: 'UTC' });
    expect(toMarkdown(report)).toContain('- Evidence: Registered methods: Mobile phone (8)');
  });

  it('count "at least" where the figures are lower bounds', () => {
    const titles = (one: Plan) =>
      itemsOf(one, 'en').map(({ code, title, who }) => `${code} ${title} ${who}`);
    const open = titles({ ...plan, lowerBound: true });
    expect(open.find((text) => text.startsWith('PHONE-ONLY-FEB27'))).toMatch(
      /at least 7 accounts .* at least 7: /,
    );
    expect(open.find((text) => text.startsWith('NOT-APPLICABLE'))).not.toMatch(/at least/i);
    expect(titles(plan).join()).not.toMatch(/at least/i);
  });

  it('name no policy and no group where names are hidden', () => {
    const named = {
      ...plan,
      findings: plan.findings.map((finding) =>
        finding.code === 'BG-MISSING'
          ? {
              ...finding,
              data: {
                policies: [{ id: 'p', displayName: 'Kestrel secret policy' }],
                groups: [{ id: 'g', displayName: 'Kestrel secret group' }],
                domain: 'kestrel-secret.example',
              },
            }
          : finding,
      ),
    };
    const text = JSON.stringify(itemsOf(redactPlan(named, 'en'), 'en'));
    expect(text).not.toContain('secret');
    expect(text).not.toMatch(/@kestrel/);
    expect(JSON.stringify(itemsOf(named, 'en'))).toContain('Kestrel secret policy');
  });
});

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
