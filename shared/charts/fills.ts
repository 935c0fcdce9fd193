/** How a mark is filled. Every fill has its own pattern, so greyscale keeps them apart. */
export type Fill = 'good' | 'warn' | 'bad' | 'unknown' | 'c1' | 'c2' | 'c3' | 'c4' | 'c5';

const readinessFills: Readonly<Record<string, Fill>> = {
  ready: 'good',
  conditions: 'warn',
  notReady: 'bad',
};

export function readinessFill(readiness: string): Fill {
  return readinessFills[readiness] ?? 'unknown';
}

const ringFills: readonly Fill[] = ['c1', 'c2', 'c3', 'c4', 'c5'];

export function ringFill(ring: number): Fill {
  return ringFills[ring % ringFills.length] ?? 'c1';
}

/** Fill of a state or method in a flow: unknown hatched, nothing and phones stand out. */
export function flowFill(id: string): Fill {
  if (/unknown/i.test(id)) return 'unknown';
  if (/none|nothing/i.test(id)) return 'bad';
  if (/phone|sms|voice/i.test(id)) return 'warn';
  return 'c1';
}
