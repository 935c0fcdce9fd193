import { expect, it } from 'vitest';
import type { JournalEntry, JournalType } from '../../../../shared/journal/journal-entry';
import { stepStateOf } from '../../../../shared/journal/step-state';
import type { Plan } from '../../../../shared/plan/plan';
import { knownOff, type KnownOffInput } from '../../../../src-main/rollout/known-off';

const id = '0D1C0000-0000-4000-8000-000000000001';
const on = {
  ...{ id: 's10', kind: 'ca.setState', planned: { state: 'enabled' } },
  target: { type: 'conditionalAccessPolicy', id, name: 'Ours' },
};
const plan = { steps: [on] } as unknown as Plan;
let seq = 0;
const entry = (
  minute: number,
  type: JournalType,
  stepId: string | null,
  body: JournalEntry['body'] = { dir: 'forward' },
): JournalEntry => ({
  ...{ rolloutId: 'r', seq: seq++, type, stepId, item: null, body, prev: '', hash: '' },
  at: new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString(),
});
const turnedOn = (minute: number) => [
  ...(['intent', 'sent', 'acked', 'verified', 'done'] as const).map((type) =>
    entry(minute, type, 's10'),
  ),
];
const stopped = (minute: number, number = 1) => [
  entry(minute, 'emergency', null, { policies: [id] }),
  ...(['intent', 'sent', 'acked', 'verified', 'done'] as const).map((type) =>
    entry(minute + 1, type, `stop${number}-01`),
  ),
];
const read = (minute: number, state: string): KnownOffInput['fresh'] =>
  ({
    takenAt: Date.UTC(2026, 10, 22, 12, minute),
    snapshot: { conditionalAccess: { kind: 'read', value: [{ id: id.toLowerCase(), state }] } },
  }) as unknown as KnownOffInput['fresh'];

function off(entries: readonly JournalEntry[], fresh: KnownOffInput['fresh'] = null): boolean {
  const found = knownOff({
    ...{ plan, entries, fresh },
    stateOf: (stepId) => stepStateOf(entries.filter((one) => one.stepId === stepId)),
    refs: { created: () => null, evidence: () => null },
  });
  return found.has(id.toLowerCase());
}
const reportOnly = 'enabledForReportingButNotEnforced';

it('counts as on while nothing says that it is off', () => {
  expect(off(turnedOn(1))).toBe(false);
  expect(off([...turnedOn(1), entry(2, 'emergency', null, { policies: [id] })])).toBe(false);
});

it('is off once a stop has read it back, until it is turned on again', () => {
  const after = [...turnedOn(1), ...stopped(2)];
  expect(off(after)).toBe(true);
  expect(off([...after, entry(9, 'intent', 's10'), entry(9, 'sent', 's10')])).toBe(false);
  expect(off([...after, ...turnedOn(9)])).toBe(false);
  expect(off([...after, ...turnedOn(9), ...stopped(12, 2)])).toBe(true);
});

it('goes by the newest reading of the tenant, whichever way it tells', () => {
  const after = [...turnedOn(1), ...stopped(2)];
  expect(off(after, read(9, 'enabled'))).toBe(false);
  expect(off(after, read(2, 'enabled'))).toBe(true);
  expect(off(turnedOn(1), read(9, reportOnly))).toBe(true);
  expect(off(turnedOn(1), read(9, 'somethingNew'))).toBe(false);
  expect(off(turnedOn(9), read(2, 'disabled'))).toBe(false);
});

it('counts as on where the policies could not be read, or its turning on has no answer', () => {
  const unread = {
    takenAt: Date.UTC(2026, 10, 23),
    snapshot: { conditionalAccess: { kind: 'unread' } },
  };
  expect(off(turnedOn(1), unread as unknown as KnownOffInput['fresh'])).toBe(false);
  const open = [entry(1, 'intent', 's10'), entry(1, 'sent', 's10')];
  // It may arrive after the reading.
  expect(off(open, read(9, reportOnly))).toBe(false);
});
