import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { stepStateOf } from '../../../../shared/journal/step-state';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import type { Step } from '../../../../shared/plan/step';
import {
  changedRest,
  isRestKept,
  keptRestIn,
  restBody,
} from '../../../../src-main/rollout/kept-rest';

const engine = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };
const step = { kind: 'ca.setState', owned: ['state'] } as unknown as Step;
const before = {
  ...{ id: 'p1', state: 'disabled', displayName: 'Staff', sessionControls: null },
  conditions: { users: { includeUsers: ['b', 'a'] } },
};
const kept = keptRestIn(restBody(engine, step, before));

describe('fields that a step leaves alone', () => {
  it('are as before whatever the owned ones are, in any order of a set', () => {
    const now = {
      ...before,
      state: 'enabled',
      conditions: { users: { includeUsers: ['a', 'b'] } },
    };
    expect(kept).not.toBeNull();
    if (kept === null) return;
    expect(isRestKept(engine, step, now, kept)).toBe(true);
    expect(changedRest(engine, step, now, kept)).toEqual([]);
  });

  it('are named where they changed, were added or went away', () => {
    const { displayName, ...rest } = before;
    const now = { ...rest, sessionControls: {}, conditions: { users: {} } };
    expect(displayName).toBe('Staff');
    if (kept === null) return;
    expect(isRestKept(engine, step, now, kept)).toBe(false);
    const names = ['conditions', 'displayName', 'sessionControls'];
    expect(changedRest(engine, step, now, kept)).toEqual(names);
  });

  it('stand in the journal without what they hold', () => {
    expect(JSON.stringify(restBody(engine, step, before))).not.toContain('Staff');
  });

  it('are compared as a whole where an older intent kept no more', () => {
    const { restHash } = restBody(engine, step, before);
    const older = keptRestIn({ restHash });
    const now = { ...before, displayName: 'Others' };
    expect(older).not.toBeNull();
    if (older === null) return;
    expect(isRestKept(engine, step, now, older)).toBe(false);
    expect(changedRest(engine, step, now, older)).toEqual([]);
  });

  it('are none where the step makes the object', () => {
    const create: Step = { ...step, kind: 'ca.create' };
    expect(restBody(engine, create, before)).toEqual({});
    expect(keptRestIn({})).toBeNull();
  });

  it('reach whoever looks at the step, with the three columns', () => {
    const body = { dir: 'forward', prior: {}, planned: {}, now: {}, names: ['conditions'] };
    const entry = { seq: 0, type: 'drift', stepId: 's01', item: null, at: '', body };
    const whole = { ...entry, rolloutId: 'r', prev: '', hash: '' } as JournalEntry;
    expect(stepStateOf([whole]).drift?.names).toEqual(['conditions']);
  });
});
