import { describe, expect, it } from 'vitest';
import { InFlight } from '../../../../src-main/graph/in-flight';

const after = (answers: readonly (readonly [number, boolean])[]): number => {
  const inFlight = new InFlight();
  for (const [ms, throttled] of answers) inFlight.settled(ms, throttled);
  return inFlight.limit;
};
const steady = (count: number, ms = 100) =>
  Array.from({ length: count }, () => [ms, false] as const);

describe('batches on their way', () => {
  it('begin with one and double while answers stay quick, up to 48', () => {
    expect(after([])).toBe(1);
    expect(after(steady(3))).toBe(8);
    expect(after(steady(30))).toBe(48);
  });

  it('go back to one where some part was throttled', () => {
    expect(after([...steady(10), [100, true]])).toBe(1);
    expect(after([...steady(10), [100, true], ...steady(2)])).toBe(4);
  });

  it('grow fewer where the service grows slow, and never none', () => {
    expect(after([...steady(6), ...steady(20, 5_000)])).toBeLessThan(10);
    expect(after([...steady(6), ...steady(200, 100_000)])).toBeGreaterThanOrEqual(1);
  });
});
