import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../../../shared/exports/markdown';
import { makeReport } from '../../../../shared/exports/make-report';
import { planLines } from '../../../../src-main/cli/views/plan-view';
import { statusLines } from '../../../../src-main/cli/views/status-view';
import type { StatusDocument } from '../../../../src-main/cli/status-document';
import { renderHtml } from '../../../../src-main/exports/render-html';
import { fateIn } from '../../../../shared/lockout/plan-fate';
import { summarizePlan } from '../../../../shared/plan/summary';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const gates = plan.steps.filter((step) => step.gate !== undefined);
const texts = { en: 'obody has looked yet', ja: 'まだ誰も確認していません' } as const;
const times = (text: string, part: string): number => text.split(part).length - 1;

describe.each(['en', 'ja'] as const)('gates nobody has looked at, in %s', (language) => {
  const report = makeReport({ plan, simulation, language, zone: 'UTC' });
  const voice = { language, zone: 'UTC' };

  it('are told to be so in Markdown, HTML and PDF, each one, with what they want', () => {
    expect(gates.length).toBeGreaterThan(3);
    expect(times(toMarkdown(report), texts[language])).toBe(gates.length);
    expect(times(renderHtml([report]), texts[language])).toBe(gates.length);
  });

  it('are told to be so where the terminal lists the steps of a plan', () => {
    const lines = planLines(
      plan,
      summarizePlan(plan, fateIn(plan, simulation)),
      'a.causeway',
      voice,
    ).join('\n');
    expect(times(lines, texts[language])).toBe(gates.length);
  });

  it('are told to be so in the status until somebody has looked; unread stays unread', () => {
    const lines = (value: number | null | undefined): string => {
      const step = { status: 'PENDING', items: null, drift: null, soakUntil: null, ring: null };
      const steps = gates.map(({ id, gate }) => {
        const seen = { figure: gate?.figure ?? '', value: value ?? null, limit: 1, met: false };
        return { ...step, id, gate: value === undefined ? null : seen };
      });
      const status = {
        ...{ state: 'ready', stepsDone: 0, stepsTotal: 1, until: null, backOpenAt: null },
        steps,
        moved: [],
        ringDrift: null,
        newcomers: {},
      };
      return statusLines(plan, status as unknown as StatusDocument, 'dir', voice).join('\n');
    };
    expect(times(lines(undefined), texts[language])).toBe(gates.length);
    expect(lines(7)).not.toContain(texts[language]);
    expect(lines(null)).toContain(language === 'en' ? 'Can’t be read' : '読み取れません');
  });
});
