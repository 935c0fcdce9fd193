import { expect, test } from 'vitest';
import {
  fillPatterns,
  flowFill,
  readinessFill,
  ringFill,
  type Fill,
} from '../../../../shared/charts/fills';
import { readinessOrder } from '../../../../shared/charts/readiness-bar';

/** `unknown` has the pattern of `warn`, and dashes around it. */
const lookOf = (fill: Fill): string =>
  `${fillPatterns[fill] ?? ''}${fill === 'unknown' ? ' - -' : ''}`;

test.each<readonly [string, readonly Fill[]]>([
  ['readiness', readinessOrder.map(readinessFill)],
  ['rings', [0, 1, 2, 3, 4].map(ringFill)],
  ['flows', ['asker-unknown', 'asker-nothing', 'method-phone', 'method-app'].map(flowFill)],
])('what stands in one picture differs without its colour: %s', (_, fills) => {
  expect(new Set(fills).size).toBe(fills.length);
  expect(new Set(fills.map(lookOf)).size).toBe(fills.length);
});
