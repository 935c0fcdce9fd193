import { describe, expect, it } from 'vitest';
import { displayRequests } from '../../../../shared/exports/display-requests';
import { makeReport } from '../../../../shared/exports/make-report';
import { toMarkdown } from '../../../../shared/exports/markdown';
import type { Block, ReportDocument } from '../../../../shared/exports/report-document';
import { rollBackKit, rollBackKitDocument } from '../../../../shared/exports/roll-back-kit';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const report = (language: 'en' | 'ja') => makeReport({ plan, simulation, language, zone: 'UTC' });

function section(document: ReportDocument, id: string): readonly Block[] {
  return document.sections.find((one) => one.id === id)?.blocks ?? [];
}

describe('the report of S02', () => {
  it.each(['en', 'ja'] as const)('has every text in %s', (language) => {
    const text = JSON.stringify(report(language));
    expect(text).not.toMatch(/undefined|\[object|\{(count|names|name|method)\}/);
    expect(text).not.toMatch(
      /"(report|finding|term|step|why|reverse|reason|manual|ring|track|verdict)_[a-z_]+"/,
    );
  });

  it('counts people first, apart from accounts of nobody', () => {
    const [figures] = section(report('en'), 'summary');
    expect(figures?.kind === 'figures' && figures.items.map(({ value }) => value)).toEqual([
      '6',
      '1',
      '0',
    ]);
    expect(JSON.stringify(figures)).toContain('Not counted here: 1 account that no person uses.');
  });

  it('shows the rings of the scenario', () => {
    const [bar] = section(report('en'), 'rings');
    expect(bar?.kind === 'bar' && bar.segments.map(({ count }) => count)).toEqual([3, 7, 15, 14]);
  });

  it('lists every step with its way back, and the open decisions', () => {
    const steps = section(report('en'), 'steps').find((block) => block.kind === 'steps');
    expect(steps?.items.map(({ id }) => id)).toEqual(plan.steps.map(({ id }) => id));
    expect(steps?.items.every(({ wayBack }) => wayBack.length > 5)).toBe(true);
    expect(section(report('en'), 'decisions')[1]).toMatchObject({
      items: [
        expect.stringContaining('REMEMBER-MFA-DECISION'),
        expect.stringContaining('SSPR-MFA-MISMATCH'),
        expect.stringContaining('TRUSTED-IP-DECISION'),
      ],
    });
  });

  it('shows requests that differ only in the person once', () => {
    const clearing = plan.steps.find((step) => step.kind === 'perUserMfa.set' && step.ring === 1);
    expect(clearing && displayRequests(clearing, 'global')).toEqual([
      {
        line: 'PATCH /beta/users/{userId}/authentication/requirements',
        body: '{\n  "perUserMfaState": "disabled"\n}',
        times: 7,
      },
    ]);
  });

  it('names ids that exist only while applying by the step that makes them', () => {
    const joining = plan.steps.find((step) => step.kind === 'group.add');
    const made = plan.steps.find((step) => step.kind === 'group.create');
    expect(joining && displayRequests(joining, 'global')[0]?.line).toBe(
      `PATCH /v1.0/groups/{created by ${made?.id}}`,
    );
  });

  it('is the same text twice', () => {
    expect(JSON.stringify(report('ja'))).toBe(JSON.stringify(report('ja')));
  });
});

describe('markdown', () => {
  it('lets no text become markup', () => {
    const evil = '[x](javascript:1) <b> | `a` *b*';
    const document: ReportDocument = {
      language: 'en',
      title: evil,
      subtitle: '',
      sections: [{ id: 'a', title: 'a', blocks: [{ kind: 'list', items: [evil, '- a\n# b'] }] }],
    };
    const text = toMarkdown(document);
    expect(text).toContain('\\[x\\](javascript:1) \\<b\\> \\| \\`a\\` \\*b\\*');
    expect(text.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1);
  });
});

describe('roll-back kit', () => {
  it('takes the newest step back first and writes exact prior values', () => {
    const kit = rollBackKit(plan);
    const ids = kit.steps.map(({ stepId }) => stepId);
    expect(ids).toEqual([...ids].sort().reverse());
    const clearing = plan.steps.find((step) => step.kind === 'perUserMfa.set' && step.ring === 1);
    const back = kit.steps.find(({ stepId }) => stepId === clearing?.id);
    expect(back?.requests.map(({ path, body }) => [path, body?.['perUserMfaState']])).toEqual(
      clearing?.items?.map(({ userId, prior }) => [
        `/users/${userId}/authentication/requirements`,
        prior,
      ]),
    );
    expect(JSON.stringify(kit)).not.toContain('ffffffff-ffff');
    expect(JSON.stringify(kit)).toContain('created:s');
  });

  it.each(['en', 'ja'] as const)('reads in %s', (language) => {
    const text = JSON.stringify(rollBackKitDocument(plan, language, 'UTC'));
    expect(text).not.toMatch(/undefined|"(kit|report|step)_[a-z_]+"/);
    expect(text).toContain(plan.planHash);
  });
});

describe('other tenants', () => {
  it.each(['S01', 'S12'])('%s makes a report in both languages', (id) => {
    const other = scenarioPlan(id);
    for (const language of ['en', 'ja'] as const) {
      const text = JSON.stringify(makeReport({ ...other, language, zone: 'Asia/Tokyo' }));
      expect(text).not.toMatch(/undefined|"(report|finding|step|why|reverse)_[a-z_]+"/);
    }
  });
});
