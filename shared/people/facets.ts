import {
  filterNames,
  filterValues,
  spotValue,
  type FilterName,
  type PeopleFilters,
  type Spot,
} from './people-filters';
import type { PersonTraits } from './person-traits';

/** Accounts that are alike in all a list filters by. */
export interface Cell {
  readonly traits: PersonTraits;
  readonly spot: Spot;
  /** Accounts in the list, and those of them the search finds. */
  readonly count: number;
  readonly found: number;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export interface Facets {
  /** Accounts the filters and the search leave. */
  readonly total: number;
  /** Accounts of the list before both. */
  readonly of: number;
  /**
   * For each filter, every value that occurs in the list, with the accounts that choosing it alone
   * in this filter would leave.
   */
  readonly values: Readonly<Record<FilterName, readonly FacetValue[]>>;
}

/** Whether the traits pass every filter but the one by ring, which is the plan's. */
export function passesTraits(filters: PeopleFilters, traits: PersonTraits): boolean {
  return filterNames.every(
    (name) => name === 'ring' || passes(filters[name], filterValues(name, traits)),
  );
}

export function passesSpot(filters: PeopleFilters, spot: Spot): boolean {
  return passes(filters.ring, [spotValue(spot)]);
}

function passes(chosen: readonly string[], values: readonly string[]): boolean {
  return chosen.length === 0 || values.some((value) => chosen.includes(value));
}

/** Counts for a filter menu over all cells of a list, in one pass. */
export function countFacets(cells: readonly Cell[], filters: PeopleFilters): Facets {
  const counts = Object.fromEntries(
    filterNames.map((name) => [name, new Map<string, number>()]),
  ) as Record<FilterName, Map<string, number>>;
  let total = 0;
  let of = 0;
  for (const { traits, spot, count, found } of cells) {
    of += count;
    const values = filterNames.map((name) =>
      name === 'ring' ? [spotValue(spot)] : filterValues(name, traits),
    );
    const failed = filterNames.filter((name, at) => !passes(filters[name], values[at] ?? []));
    if (failed.length === 0) total += found;
    filterNames.forEach((name, at) => {
      // What a filter itself leaves out still counts for its own menu.
      const counted = failed.every((one) => one === name) ? found : 0;
      for (const value of values[at] ?? []) {
        counts[name].set(value, (counts[name].get(value) ?? 0) + counted);
      }
    });
  }
  const values = Object.fromEntries(
    filterNames.map((name) => [
      name,
      [...counts[name]].map(([value, count]) => ({ value, count })),
    ]),
  ) as unknown as Facets['values'];
  return { total, of, values };
}
