/** How a mark is filled. What stands in one picture differs in pattern too, not in colour alone. */
export type Fill = 'good' | 'warn' | 'bad' | 'unknown' | 'c1' | 'c2' | 'c3' | 'c4' | 'c5';

/** Lines of a square of 6 pixels, repeated over the colour of a fill. */
const falling = 'M0 0 6 6M-1 5 1 7M5 -1 7 1';
const rising = 'M0 6 6 0M-1 1 1 -1M5 7 7 5';
const level = 'M0 3H6';
const upright = 'M3 0V6';

/** SVG paths of the patterns, on screen and in exports. None: the fill is plain. */
export const fillPatterns: Readonly<Partial<Record<Fill, string>>> = {
  warn: rising,
  bad: `${falling}${rising}`,
  unknown: rising,
  c2: falling,
  c3: level,
  c4: upright,
  c5: `${level}${upright}`,
};

const readinessFills: Readonly<Record<string, Fill>> = {
  ready: 'good',
  conditions: 'warn',
  notReady: 'bad',
};

export function readinessFill(readiness: string): Fill {
  return readinessFills[readiness] ?? 'unknown';
}

const impactFills: Readonly<Record<string, Fill>> = {
  losesAll: 'bad',
  losesSome: 'warn',
  same: 'c1',
  gains: 'good',
  none: 'c3',
};

/** Fill of what becomes of somebody's methods. */
export function impactFill(kind: string): Fill {
  return impactFills[kind] ?? 'unknown';
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
