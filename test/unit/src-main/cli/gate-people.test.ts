import { expect, it } from 'vitest';
import { withGatePeople } from '../../../../src-main/cli/gate-people';
import { statusDocument } from '../../../../src-main/cli/status-document';
import { gatePeopleLines } from '../../../../src-main/cli/views/gate-people-view';
import { statusLines } from '../../../../src-main/cli/views/status-view';
import { countsOf } from '../../../../src-main/rollout/gate-people';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { halfRegistered } from '../../../fixtures/half-way';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const voice = { language: 'en', zone: 'UTC' } as const;
const gateId = plan.steps.find((step) => step.gate?.figure === 'registered')?.id ?? '';
const look = halfRegistered(plan);
const person = plan.people.find(({ id }) => id === look.missing[0]);

const gate = { figure: 'registered', value: 50, limit: 100, met: false, people: countsOf(look) };
const steps = plan.steps.map(({ id }) => ({
  ...{ id, isGoingBack: false, items: null, failure: null, drift: null, soakUntil: null, at: null },
  ...(id === gateId ? { status: 'PAUSED', gate } : { status: 'PENDING', gate: null }),
}));
const rollout = {
  status: () => ({ state: 'needsPerson', rolloutId: 'r1', steps, moved: [], ringDrift: null }),
  verifyChain: () => ({ state: 'intact' }),
} as unknown as Rollout;
const document = statusDocument(plan, rollout, { until: null, graphUrl: null });
const settings = {
  get: (key: string) => (key === `gate.people.r1.${gateId}` ? { ...look } : null),
  set: () => {
    throw new Error('status only reads');
  },
};

it('counts whom a gate waits for, and names nobody unasked', () => {
  const text = statusLines(plan, document, 'dir', voice).join('\n');
  expect(text).toContain('1 of 2 not yet registered');
  expect(text).not.toContain(person?.upn ?? '');
  expect(gatePeopleLines(plan, document, voice)).toEqual([]);
});

it('lists them by name when asked, in words and in the document', () => {
  const named = withGatePeople(document, plan, settings);
  expect(named.steps.find(({ id }) => id === gateId)?.gatePeople).toEqual({
    at: look.at,
    people: [{ id: person?.id, name: person?.name, upn: person?.upn, state: 'missing' }],
  });
  expect(named.steps.filter(({ gatePeople }) => gatePeople !== null)).toHaveLength(1);
  const text = gatePeopleLines(plan, named, voice).join('\n');
  expect(text).toContain(person?.upn ?? '–');
  expect(text).toContain('No working method registered');
});
