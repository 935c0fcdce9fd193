import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HoldOrTwice } from '../../../../src-renderer/state/hold-or-twice.svelte';

describe('HoldOrTwice', () => {
  const said: string[] = [];
  let control: HoldOrTwice;

  beforeEach(() => {
    vi.useFakeTimers();
    said.length = 0;
    control = new HoldOrTwice({
      armed: () => said.push('armed'),
      withdrawn: (why) => said.push(why),
      act: () => said.push('act'),
    });
  });
  afterEach(() => {
    control.dispose();
    vi.useRealTimers();
  });

  it('acts on a second press within 10 s', () => {
    control.press();
    vi.advanceTimersByTime(9_999);
    control.press();
    expect(said).toEqual(['armed', 'act']);
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(['armed', 'act']);
  });

  it('takes a double-click as one press', () => {
    control.press();
    vi.advanceTimersByTime(200);
    control.press();
    expect(said).toEqual(['armed']);
    vi.advanceTimersByTime(200);
    control.press();
    expect(said).toEqual(['armed', 'act']);
  });

  it('is withdrawn when the second press does not come', () => {
    control.press();
    vi.advanceTimersByTime(10_000);
    expect(said).toEqual(['armed', 'time']);
    expect(control.isArmed).toBe(false);
    control.press();
    expect(said).toEqual(['armed', 'time', 'armed']);
  });

  it('is withdrawn by a person, once', () => {
    control.withdraw();
    control.press();
    control.withdraw();
    control.withdraw();
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(['armed', 'person']);
  });

  it('acts after 2 s of holding, once, and the click that ends it is no press', () => {
    control.hold();
    vi.advanceTimersByTime(1_999);
    expect(said).toEqual([]);
    expect(control.held).toBe(3);
    vi.advanceTimersByTime(1);
    expect(said).toEqual(['act']);
    vi.advanceTimersByTime(8_000);
    control.release();
    control.press();
    expect(said).toEqual(['act']);
    vi.advanceTimersByTime(50);
    control.press();
    expect(said).toEqual(['act', 'armed']);
  });

  it('does nothing when let go too early', () => {
    control.hold();
    vi.advanceTimersByTime(1_999);
    control.release();
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual([]);
    expect(control.held).toBe(null);
  });

  it('ends the wait for a second press when a hold acts', () => {
    control.press();
    control.hold();
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(['armed', 'act']);
  });
});
