import { expect, it } from 'vitest';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import type { RolloutStatus } from '../../../../src-main/rollout/rollout-status';
import { statusDocument } from '../../../../src-main/cli/status-document';
import { statusLines } from '../../../../src-main/cli/views/status-view';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const voice = { language: 'en', zone: 'UTC' } as const;

/** The status of S02 whose last steps are taken back, down to the one given. */
function linesOf(
  status: string,
  state = 'needsPerson',
  backRange: RolloutStatus['backRange'] = null,
): { text: string; at: string | null } {
  const [first, ...rest] = plan.steps;
  const one = { items: null, failure: null, drift: null, gate: null, soakUntil: null, at: null };
  const steps = [
    { id: first?.id ?? '', status, isGoingBack: true, ...one },
    ...rest.map(({ id }) => ({ id, status: 'ROLLED_BACK', isGoingBack: true, ...one })),
  ];
  const rollout = {
    status: () => ({
      state,
      rolloutId: 'r',
      steps,
      backRange,
      moved: [],
      ringDrift: null,
      newcomers: {},
    }),
    verifyChain: () => ({ state: 'intact' }),
  } as unknown as Rollout;
  const document = statusDocument(plan, rollout, { until: null, graphUrl: null });
  return {
    text: statusLines(plan, document, 'dir', voice).join('\n'),
    at: document.backOpenAt,
  };
}

it('says how to finish taking back, before how to go forward again', () => {
  for (const status of ['PAUSED', 'DRIFT', 'ASK', 'FAILED', 'AWAIT_AUTH', 'SENT']) {
    const { text, at } = linesOf(status);
    expect(at).toBe(plan.steps[0]?.id);
    const back = text.indexOf('causeway rollback --state dir');
    expect(back).toBeGreaterThan(0);
    expect(text.indexOf('causeway resume')).toBeGreaterThan(back);
    expect(text).not.toContain('To go on:');
  }
});

it('speaks of no roll back where none is open', () => {
  expect(linesOf('ROLLED_BACK', 'rolledBack').text).not.toContain('causeway rollback');
  expect(linesOf('SKIPPED').text).not.toContain('causeway rollback');
});

it('says how far the one that stopped goes, also between two steps', () => {
  const range = { toStep: 's20', from: 's21' };
  const { text } = linesOf('ROLLED_BACK', 'held', range);
  expect(text).toContain('causeway rollback --state dir');
  expect(text).toContain('It takes back step s21 and everything after it');
  expect(linesOf('ROLLED_BACK', 'rolledBack', range).text).not.toContain('s21 and everything');
});

it('says it also of one that ended at what had moved, with all of the plan still done', () => {
  const range = { toStep: 's20', from: 's21' };
  const { text } = linesOf('DONE', 'done', range);
  expect(text).toContain('causeway rollback --state dir');
  expect(text).toContain('It takes back step s21 and everything after it');
  expect(linesOf('DONE', 'done').text).not.toContain('causeway rollback');
});
