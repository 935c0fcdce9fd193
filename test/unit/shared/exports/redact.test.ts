import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { displayRequests } from '../../../../shared/exports/display-requests';
import { makeReport } from '../../../../shared/exports/make-report';
import { redactPlan } from '../../../../shared/exports/redact';
import { planSchema } from '../../../../shared/plan/plan-schema';
import { plantedPlan } from '../../../fixtures/planted-plan';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const hidden = redactPlan(plan, 'en');

/** Ids of accounts and of the tenant, as they stand in any text of a plan. */
const personalIds = [plan.tenant.id, ...plan.people.map(({ id }) => id)];

describe('a plan without names', () => {
  it('is still a plan: every field has the shape its schema asks for', () => {
    const planted = plantedPlan();
    for (const one of [planted, redactPlan(planted, 'en'), redactPlan(planted, 'ja')]) {
      const parsed = v.safeParse(planSchema, one);
      expect(parsed.issues?.map((issue) => v.getDotPath(issue))).toBeUndefined();
    }
  });

  it('is the same person everywhere, and differs between people', () => {
    const byId = new Map(hidden.people.map(({ id, name }) => [id, name]));
    expect(new Set(byId.values()).size).toBe(plan.people.length);
    expect(byId.size).toBe(plan.people.length);
    for (const finding of hidden.findings) {
      for (const subject of finding.subjects) {
        if (subject.kind === 'user') expect(subject.name).toBe(byId.get(subject.id));
      }
    }
    const members = hidden.rings.flatMap((ring) => ring.members);
    expect(members).toHaveLength(plan.rings.flatMap((ring) => ring.members).length);
    for (const id of members) expect(byId.has(id)).toBe(true);
  });

  it('has the same numbers in both languages and every time', () => {
    const numbers = (text: string): string => text.replaceAll(/[^\d]+/g, ' ').trim();
    const japanese = redactPlan(plan, 'ja');
    expect(japanese.people.map(({ name }) => numbers(name))).toEqual(
      hidden.people.map(({ name }) => numbers(name)),
    );
    expect(japanese.people.map(({ id }) => id)).toEqual(hidden.people.map(({ id }) => id));
    expect(redactPlan(plan, 'en')).toEqual(hidden);
  });

  it('holds no id of an account or of the tenant, in requests neither', () => {
    const text = JSON.stringify([
      hidden,
      hidden.steps.map((step) => displayRequests(step, 'global')),
    ]).toLowerCase();
    for (const id of personalIds) expect(text).not.toContain(id.toLowerCase());
  });

  it('sends requests of the same shapes', () => {
    const shapes = (steps: typeof plan.steps) =>
      steps.map((step) => displayRequests(step, 'global').map(({ line, times }) => [line, times]));
    expect(shapes(hidden.steps)).toEqual(shapes(plan.steps));
  });

  it('names groups, policies, domains and ranges by number', () => {
    const told = redactPlan(plantedPlan(), 'en');
    const subjects = told.findings.flatMap((one) => one.subjects);
    const nameOf = (kind: string) => subjects.filter((one) => one.kind === kind).at(-1)?.name;
    expect(told.tenant).toMatchObject({
      displayName: 'Hidden organisation',
      primaryDomain: 'Domain 1',
    });
    expect(nameOf('policy')).toMatch(/^Policy \d$/);
    expect(nameOf('group')).toMatch(/^Group \d$/);
    expect(nameOf('domain')).toMatch(/^Domain \d$/);
    expect(nameOf('range')).toMatch(/^Address range \d$/);
    expect(nameOf('radiusClient')).toMatch(/^RADIUS client \d$/);
    expect(told.choices.methods?.['Sms']?.scope).toBe(told.answers?.sspr?.group);
    expect(told.choices.methods?.['Sms']?.scope).toMatch(/^Group \d$/);
    expect(told.choices.ringMoves).toEqual({ '00000000-0000-4000-8000-000000000001': 2 });
  });

  it('says which choices no longer count, without what they were about', () => {
    const stale = redactPlan(plantedPlan(), 'en').staleChoices ?? [];
    expect(
      stale.map(({ field, subject, value, because }) => [field, subject, value, because]),
    ).toEqual([
      ['trustedIps', expect.stringMatching(/^Address range \d$/), 'drop', 'gone'],
      ['federation', expect.stringMatching(/^Domain \d$/), '•••', 'gone'],
      ['telephony', '00000000-0000-4000-8000-000000000001', 'provider', 'gone'],
    ]);
  });

  it('leaves out what people wrote', () => {
    const told = redactPlan(plantedPlan(), 'en');
    expect(told.choices.enforcement).toMatchObject({ value: 'conditionalAccess', reason: '•••' });
    expect(told.answers?.telephony?.needs?.[0]?.reason).toBe('•••');
    expect(told.answers?.infrastructure?.npsExtension?.version).toBe('•••');
  });
});

describe.each(['S01', 'S02', 'S12'])('what says nothing about anybody stays: %s', (id) => {
  const one = scenarioPlan(id).plan;
  const told = redactPlan(one, 'en');

  it('states, titles, reasons and requests of the steps', () => {
    const kept = (from: typeof one) =>
      from.steps.map(({ id: step, kind, purpose, owned, scopes, manual, gate, why, reverse }) => [
        ...[step, kind, purpose, owned, scopes, manual?.id, gate?.figure, why.key, why.rules],
        ...[reverse.kind, reverse.kind === 'restore' ? Object.keys(reverse.to) : reverse],
      ]);
    expect(kept(told)).toEqual(kept(one));
    expect(JSON.stringify(told.steps)).not.toContain('•••');
    expect(told.methodTargets.map(({ reason, state }) => [reason, state])).toEqual(
      one.methodTargets.map(({ reason, state }) => [reason, state]),
    );
  });

  it('methods, states and dates of people; counts; sources not read', () => {
    const kept = (from: typeof one) =>
      from.people.map(({ id: _id, upn: _upn, name: _name, department: _, ...rest }) => rest);
    expect(kept(told)).toEqual(kept(one));
    expect([told.counts, told.unread, told.planHash]).toEqual([
      one.counts,
      one.unread,
      one.planHash,
    ]);
  });
});

it('a report without names has every text', () => {
  for (const language of ['en', 'ja'] as const) {
    const told = redactPlan(plan, language);
    const text = JSON.stringify(makeReport({ plan: told, simulation, language, zone: 'UTC' }));
    expect(text).not.toMatch(/undefined|\[object|"(report|step|why|ring|manual)_[a-z_]+"/);
  }
});
