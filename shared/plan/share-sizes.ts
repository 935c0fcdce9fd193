import { cutsOf, type UnitColumn } from './ring-shares';

/** 5, 15, 40 and 40 percent of each unit (screens.md 7), each with those before it. */
const usual = [0.05, 0.2, 0.6, 1] as const;
/** Rings of a chosen size are at most so many; what is over is cut off behind them. */
const mostShares = 1_000;
const tries = 4;

/**
 * The shares, each with those before it: the usual ones where no ring gets larger than was chosen,
 * else as few equal ones as keep to it with whole people.
 */
export function sharesUpTo(units: UnitColumn, maxSize: number | undefined): readonly number[] {
  if (maxSize === undefined || largest(units, usual) <= maxSize) return usual;
  const people = units.codes.length;
  const least = Math.ceil(people / maxSize);
  let upTo: readonly number[] = usual;
  for (let rings = least; rings < least + tries && rings <= mostShares; rings += 1) {
    upTo = Array.from({ length: rings }, (_, n) => (n + 1) / rings);
    if (largest(units, upTo) <= maxSize) break;
  }
  return upTo;
}

function largest({ names, sizes }: UnitColumn, upTo: readonly number[]): number {
  const counts = upTo.map(() => 0);
  for (const [unit, name] of names.entries()) {
    let before = 0;
    for (const [share, end] of cutsOf(name, sizes[unit] ?? 0, upTo).entries()) {
      counts[share] = (counts[share] ?? 0) + end - before;
      before = end;
    }
  }
  return Math.max(...counts);
}
