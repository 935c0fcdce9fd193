import { describe, expect, it } from 'vitest';
import {
  neededScreens,
  nextScreen,
  phaseStatus,
  screenStatus,
  type Progress,
} from '../../../../src-renderer/shell/phase-status';
import { phases, type ScreenName } from '../../../../shared/wizard/screen';

const afterReading: readonly ScreenName[] = [
  'home',
  'connect',
  'read',
  'today',
  'findings',
  'policy',
  'rings',
  'review',
  'export',
];
const progress = (change: Partial<Progress> = {}): Progress => ({
  workScreen: 'rings',
  reached: afterReading,
  stepsDone: 0,
  stepsTotal: 0,
  ...change,
});

describe('screenStatus', () => {
  it('calls nothing done that was only opened', () => {
    expect(screenStatus('findings', progress())).toBe('open');
    expect(screenStatus('rings', progress())).toBe('now');
    expect(screenStatus('rollout', progress())).toBe('later');
  });

  it('is done on a fact: tenant confirmed, data read, plan approved, steps done', () => {
    expect(screenStatus('connect', progress({ reached: ['connect', 'read'] }))).toBe('done');
    expect(screenStatus('read', progress({ reached: ['connect', 'read'] }))).toBe('open');
    expect(screenStatus('read', progress())).toBe('done');
    const approved = progress({ reached: [...afterReading, 'rollout', 'finish'], stepsTotal: 9 });
    expect(screenStatus('findings', approved)).toBe('done');
    expect(screenStatus('rollout', approved)).toBe('open');
    expect(screenStatus('rollout', { ...approved, stepsDone: 9 })).toBe('done');
  });

  it('never asks for an export', () => {
    const finished = progress({
      workScreen: 'finish',
      reached: [...afterReading, 'rollout', 'finish'],
      stepsDone: 9,
      stepsTotal: 9,
    });
    expect(screenStatus('export', finished)).toBe('open');
    expect(nextScreen(finished)).toBeNull();
    expect(neededScreens.every((one) => screenStatus(one, finished) === 'done')).toBe(true);
  });
});

describe('phaseStatus', () => {
  it('gives each phase one word', () => {
    expect(phases.map((phase) => phaseStatus(phase, progress()))).toEqual([
      'done',
      'open',
      'now',
      'open',
      'later',
    ]);
  });

  it('names the screen to go on with', () => {
    expect(nextScreen(progress())).toBe('rings');
    expect(nextScreen(progress({ workScreen: 'export' }))).toBe('today');
    expect(nextScreen(progress({ workScreen: 'read' }))).toBe('today');
    expect(nextScreen(progress({ reached: ['home', 'connect'] }))).toBe('connect');
  });
});
