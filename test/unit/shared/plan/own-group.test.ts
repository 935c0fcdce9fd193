import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalType } from '../../../../shared/journal/journal-entry';
import { stepStateOf } from '../../../../shared/journal/step-state';
import { lastTouchedAt, provenGroupId, stillUsing } from '../../../../shared/plan/own-group';
import { createdRef, type Step } from '../../../../shared/plan/step';

const id = '11111111-2222-4333-8444-555555555555';
const made: Step = {
  ...{ id: 's01', kind: 'group.create', purpose: 'enableMethods' },
  ...{ target: { type: 'group', id: 'new', name: 'cw' }, owned: [], prior: null, planned: {} },
  ...{ reverse: { kind: 'leave', why: 'test' }, blast: 'none', scopes: [] },
  why: { key: 'step_why_emergency_stop', values: {}, rules: [] },
};
const filled: Step = {
  ...{ ...made, id: 's02', kind: 'group.add' },
  target: { type: 'group', id: createdRef('s01'), name: 'cw' },
};
const steps = [made, filled];

type Told = readonly [string, JournalType, Readonly<Record<string, unknown>>?];
/** The journal of these entries, one a day from 1 January on. */
function record(...told: readonly Told[]) {
  const entries = told.map(([stepId, type, body = {}], seq): JournalEntry => ({
    ...{ rolloutId: 'r', seq, type, stepId, item: null, body },
    ...{ at: `2026-01-0${seq + 1}T00:00:00Z`, prev: '', hash: '' },
  }));
  const ofStep = (stepId: string) => entries.filter((entry) => entry.stepId === stepId);
  return { entries, ofStep, state: (stepId: string) => stepStateOf(ofStep(stepId)) };
}
const create: readonly Told[] = [
  ['s01', 'sent'],
  ['s01', 'acked', { objectId: id.toUpperCase() }],
  ['s01', 'verified'],
  ['s01', 'done'],
];

describe('what the journal proves about a group', () => {
  it('is its id, once it was asked for and read back', () => {
    expect(provenGroupId(made, record(...create))).toBe(id);
    expect(provenGroupId(made, record(...create.slice(0, 2)))).toBeNull();
    expect(provenGroupId(filled, record(...create))).toBeNull();
  });

  it('is nothing for a group that was only found', () => {
    const found: readonly Told[] = [
      ['s01', 'observed', { position: 'planned', objectId: id }],
      ['s01', 'verified'],
      ['s01', 'done'],
    ];
    expect(provenGroupId(made, record(...found))).toBeNull();
  });

  it('is when it was last used, by whichever step', () => {
    const log = record(...create, ['s02', 'sent'], ['s02', 'preflight']);
    expect(lastTouchedAt(made, steps, log)).toBe(Date.parse('2026-01-05T00:00:00Z'));
    expect(lastTouchedAt(made, steps, record())).toBeNaN();
  });

  it('is which step still uses it: one to come, none after it was taken back', () => {
    const back = { dir: 'back' };
    const sent: Told = ['s02', 'sent'];
    expect(stillUsing(made, steps, record(...create))).toBe(filled);
    // Taken back before it began, in its range; and gone forward again since.
    const taken = (from: string): Told => ['', 'note', { what: 'rolledBack', from }];
    const intent: Told = ['s01', 'intent'];
    expect(stillUsing(made, steps, record(intent, ...create, taken('s01')))).toBeNull();
    expect(stillUsing(made, steps, record(intent, ...create, taken('s03')))).toBe(filled);
    expect(stillUsing(made, steps, record(...create, taken('s01'), intent))).toBe(filled);
    const restored: Told = ['s01', 'intent', { change: 'restore' }];
    expect(stillUsing(made, steps, record(...create, taken('s01'), restored))).toBeNull();
    expect(stillUsing(made, steps, record(...create, sent))).toBe(filled);
    expect(stillUsing(made, steps, record(...create, sent, ['s02', 'done']))).toBe(filled);
    expect(stillUsing(made, steps, record(...create, sent, ['s02', 'done', back]))).toBeNull();
  });
});
