import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlan, planHashOf, serializePlan } from '../../../../shared/plan/plan-file';
import type { Plan } from '../../../../shared/plan/plan';
import { sha256 } from '../../../fixtures/stable-id';
import { aSchedule, planReading, planScenario } from './plans';

const plans = ['S01', 'S02', 'S12'].map((id) => planScenario(id).plan);
const plan = plans[1] as Plan;

function failureOf(text: string): { code: string; values: Readonly<Record<string, string>> } {
  const parsed = parsePlan(text, sha256);
  return parsed.ok ? { code: 'none', values: {} } : parsed.failure;
}

/** The plan changed by hand, with its hash worked out again. */
function rehashed(change: Partial<Plan>): string {
  const changed = { ...plan, ...change };
  return serializePlan({ ...changed, planHash: planHashOf(changed, sha256) });
}

describe('plan file', () => {
  it('reads what it wrote', () => {
    for (const one of plans) {
      const parsed = parsePlan(serializePlan(one), sha256);
      expect(parsed).toEqual({ ok: true, value: one });
    }
  });

  /** What an answer says about itself: it names the server that gave it. */
  const annotated = (value: unknown, host: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => annotated(item, host));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).flatMap(([key, item]) => [
      [`${key}@odata.context`, `${host}/v1.0/$metadata#${key}`],
      [key, annotated(item, host)],
    ]);
    return Object.fromEntries([['@odata.context', host], ...entries]) as unknown;
  };
  const servedBy = (host: string): Plan => {
    const { reading } = planScenario('S02');
    const { snapshot } = reading;
    const { authenticationMethodsPolicy, conditionalAccess, securityDefaults } = snapshot;
    const policies = { authenticationMethodsPolicy, conditionalAccess, securityDefaults };
    const served = Object.entries(policies).map(([name, read]) =>
      read.kind === 'read' ? [name, { ...read, value: annotated(read.value, host) }] : [name, read],
    );
    return planReading({
      ...reading,
      snapshot: { ...snapshot, ...(Object.fromEntries(served) as typeof policies) },
    }).plan;
  };

  it('is the same plan whichever server gave the answers, and names none', () => {
    const here = servedBy('http://127.0.0.1:40001');
    expect(here).toEqual(servedBy('https://graph.microsoft.com'));
    expect(serializePlan(here)).not.toContain('127.0.0.1');
    expect(serializePlan(here)).not.toContain('@odata.context');
    // The types are part of what a policy is.
    expect(serializePlan(here)).toContain('"@odata.type"');
    expect(here.planHash).toBe(planScenario('S02').plan.planHash);
  });

  it('opens a file from before, whose hash covers what its answers said about themselves', () => {
    const { authenticationMethodsPolicy: read } = plan.baseline;
    const policy = annotated(read.kind === 'read' ? read.value : null, 'http://127.0.0.1:40001');
    const earlier = {
      baseline: {
        ...plan.baseline,
        authenticationMethodsPolicy: { ...read, value: policy } as typeof read,
      },
    };
    const parsed = parsePlan(rehashed(earlier), sha256);
    expect(parsed).toMatchObject({ ok: true });
    expect(parsed.ok && parsed.value.planHash).not.toBe(plan.planHash);
    expect(parsed.ok && planHashOf(parsed.value, sha256)).toBe(parsed.ok && parsed.value.planHash);
  });

  it('gives the same hash for the same tenant read and planned at another time', () => {
    const later = {
      ...plan,
      envelope: { madeAt: '2027-01-01T00:00:00Z', appVersion: '9' },
      asOf: '2026-12-01T00:00:00Z',
      snapshotTakenAt: '2026-12-01T00:00:00Z',
    };
    expect(planHashOf(later, sha256)).toBe(plan.planHash);
    expect(planScenario('S02').plan).toEqual(plan);
  });

  it('leaves findings about the run out of the hash, and no other', () => {
    const run = { code: 'THROTTLED', severity: 'info', count: 1, subjects: [] } as const;
    const withRun = { ...plan, findings: [...plan.findings, run] };
    expect(planHashOf(withRun, sha256)).toBe(plan.planHash);
    const withOther = { ...plan, findings: plan.findings.slice(1) };
    expect(planHashOf(withOther, sha256)).not.toBe(plan.planHash);
  });

  it('names what is wrong', () => {
    expect(failureOf('{').code).toBe('file/not-json');
    expect(failureOf('[]').code).toBe('file/invalid');
    expect(failureOf('{"schema":"causeway-capture/1"}').code).toBe('file/wrong-schema');
    expect(failureOf('{"schema":"causeway-plan/1"}').values['place']).not.toBe('');
    const stranger = JSON.parse(serializePlan(plan)) as Record<string, unknown>;
    stranger['extra'] = 1;
    expect(failureOf(JSON.stringify(stranger))).toMatchObject({ values: { place: 'extra' } });
  });

  it('names a place in few words, however long a key the file makes of it', () => {
    const stranger = { ...(JSON.parse(serializePlan(plan)) as object), ['k'.repeat(60_000)]: 1 };
    const { code, values } = failureOf(JSON.stringify(stranger));
    expect(code).toBe('file/invalid');
    expect(values['place']).toMatch(/^k+$/);
    expect(JSON.stringify(values).length).toBeLessThan(1_000);
  });

  it('refuses an edit of any byte that means something', () => {
    const text = serializePlan(planScenario('S02', { schedule: aSchedule() }).plan);
    const free = ['"madeAt"', '"appVersion"', '"asOf"', '"snapshotTakenAt"'];
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const line = text.slice(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at));
        const edited = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
        let same: boolean;
        try {
          same = JSON.stringify(JSON.parse(edited)) === JSON.stringify(JSON.parse(text));
        } catch {
          same = false;
        }
        fc.pre(!same && !free.some((name) => line.includes(name)));
        expect(parsePlan(edited, sha256).ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('works a proposed schedule out anew, whatever the file says', () => {
    const { schedule } = plan;
    expect(schedule.basis).toBe('proposed');
    const later = { ...schedule, startsOn: '2031-01-01', endsAt: null, steps: [], rings: [] };
    const told = serializePlan({ ...plan, schedule: later });
    expect(parsePlan(told, sha256)).toEqual({ ok: true, value: plan });
    const { schedule: _, ...before } = plan;
    expect(parsePlan(serializePlan(before as Plan), sha256)).toEqual({ ok: true, value: plan });
  });

  it('keeps a chosen schedule under the hash', () => {
    const chosen = planScenario('S02', { schedule: aSchedule() }).plan;
    expect(chosen.planHash).not.toBe(plan.planHash);
    const moved = { ...chosen, schedule: { ...chosen.schedule, startsOn: '2026-12-02' } };
    expect(failureOf(serializePlan(moved)).code).toBe('plan/hash-mismatch');
  });

  it('refuses steps this product could not have made, even with a right hash', () => {
    const [first] = plan.steps;
    const at = (kind: string): number => plan.steps.findIndex((step) => step.kind === kind);
    const replaced = (index: number, change: object): Partial<Plan> => ({
      steps: plan.steps.map((step, place) => (place === index ? { ...step, ...change } : step)),
    });
    const create = plan.steps[at('ca.create')];
    const cases: Partial<Plan>[] = [
      { steps: first === undefined ? [] : [first, first] },
      {
        steps: [...plan.steps]
          .reverse()
          .map((step, n) => ({ ...step, id: `s${String(n + 1).padStart(2, '0')}` })),
      },
      replaced(at('ca.create'), { planned: { ...create?.planned, state: 'enabled' } }),
      replaced(at('method.configure'), { owned: ['displayName'], planned: { displayName: 'x' } }),
      replaced(at('ca.setState'), {
        target: { type: 'conditionalAccessPolicy', id: 'x', name: '' },
      }),
      replaced(at('group.add'), { target: { type: 'group', id: 'created:s99', name: '' } }),
      replaced(at('soak'), { items: [] }),
      replaced(at('ca.setState'), { planned: { state: 'enabled', displayName: 'x' } }),
    ];
    for (const [n, change] of cases.entries()) {
      expect(failureOf(rehashed(change)).code, `case ${String(n)}`).toBe('file/invalid');
    }
    expect(failureOf(rehashed({})).code).toBe('none');
  });
});
