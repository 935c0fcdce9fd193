import { plainPerson } from '../../shared/assess/judged-person';
import type { Person } from '../../shared/assess/people';
import type {
  FacetView,
  PeoplePage,
  PeopleQuery,
  PersonRow,
} from '../../shared/ipc/people-contract';
import { countFacets, passesSpot, passesTraits, type Facets } from '../../shared/people/facets';
import { foldText } from '../../shared/people/fold-text';
import { compareNames } from '../../shared/people/name-order';
import {
  filterNames,
  spotValue,
  type FilterName,
  type Spot,
} from '../../shared/people/people-filters';
import {
  covers,
  dates,
  kinds,
  licences,
  perUserStates,
  readinesses,
  type PersonTraits,
} from '../../shared/people/person-traits';
import type { PeopleScan } from '../store/people-query';
import { survivingOf } from './fill-people';
import { listRule } from './people-lists';
import { noSpot } from './people-spots';
import type { PeopleTable } from './people-table';

type Identity = Pick<
  PersonRow,
  'id' | 'upn' | 'name' | 'department' | 'isAdministrator' | 'isEmergencyAccess' | 'isOperator'
> & {
  readonly methods: readonly string[] | null;
  readonly allowedMethods: readonly string[] | null;
  readonly survivingMethods: readonly string[] | null;
};

function toRow(who: Identity, traits: PersonTraits, spot: Spot): PersonRow {
  const copy = (names: readonly string[] | null): string[] | null =>
    names === null ? null : [...names];
  return {
    id: who.id,
    upn: who.upn,
    name: who.name,
    department: who.department,
    kind: traits.kind,
    enabled: traits.enabled,
    isAdministrator: who.isAdministrator,
    isEmergencyAccess: who.isEmergencyAccess,
    isOperator: who.isOperator,
    licence: traits.licence,
    perUserMfa: traits.perUserMfa,
    methods: copy(who.methods),
    allowedMethods: copy(who.allowedMethods),
    survivingMethods: copy(who.survivingMethods),
    cover: traits.cover,
    policies: [...traits.policies],
    reportOnly: [...traits.reportOnly],
    date: traits.date,
    readiness: traits.readiness,
    ring: spot.ring,
    track: spot.track,
    unknowns: traits.unknowns.map((unknown) => ({ ...unknown })),
  };
}

/** The row of one judged account, without the table. */
export function toPersonRow(person: Person, traits: PersonTraits, spot: Spot): PersonRow {
  return toRow({ ...plainPerson(person), survivingMethods: survivingOf(person) }, traits, spot);
}

export interface ListInput {
  readonly table: PeopleTable;
  /** Scope of a finding's list; null for every other list. */
  readonly scope: number | null;
  /** Why users were not read; null: they were. */
  readonly unread: string | null;
  /** Names of the tenant's policies by id. */
  readonly policyNames: ReadonlyMap<string, string>;
}

/** One window of one list, with the counts of the filter menu beside the first. */
export function listPeople(input: ListInput, query: PeopleQuery): PeoplePage {
  const { table } = input;
  const { filters } = query;
  const rule = listRule(query.list);
  const search = foldText(query.search.trim());
  const cells = cellsOf(input, search).filter(
    (cell) => rule.isIn(cell.traits) && rule.isAt(cell.spot),
  );
  const facets = countFacets(cells, filters);
  const scan = scanOf(input, query);
  const window = { offset: query.offset, limit: query.limit };
  const found = facets.total > query.offset ? table.window(scan, window) : [];
  return {
    total: facets.total,
    of: facets.of,
    unread: input.unread,
    rows: found.flatMap((person) => {
      const traits = table.traits[person.traits];
      return traits === undefined ? [] : toRow(person, traits, table.spot(person.spot));
    }),
    facets: query.offset === 0 ? facetViews(facets, input) : [],
    ...(table.part === null ? {} : { filling: { ...table.part } }),
  };
}

/** The ids of everybody a question leaves, whatever its window. */
export function listIds(input: ListInput, query: PeopleQuery): readonly string[] {
  return input.table.ids(scanOf(input, query));
}

function scanOf({ table, scope }: ListInput, query: PeopleQuery): PeopleScan {
  const { filters } = query;
  const rule = listRule(query.list);
  const spots = [-1, ...table.spots.keys()];
  const passing = table.traits.flatMap((traits, at) =>
    rule.isIn(traits) && passesTraits(filters, traits) ? at : [],
  );
  return {
    search: foldText(query.search.trim()),
    scope,
    traits: passing.length === table.traits.length ? null : passing,
    spots:
      rule.isByPlan || filters.ring.length > 0
        ? spots.filter((at) => rule.isAt(table.spot(at)) && passesSpot(filters, table.spot(at)))
        : null,
    sort: query.sort,
    descending: query.descending,
  };
}

/** Accounts by traits and spot: all of the scope, and those the search finds. */
function cellsOf({ table, scope }: ListInput, search: string) {
  const found = new Map(
    search === ''
      ? []
      : table
          .counts({ search, scope })
          .map(({ traits, spot, count }) => [`${traits} ${spot}`, count] as const),
  );
  return table.counts({ search: '', scope }).flatMap(({ traits, spot, count }) => {
    const own = table.traits[traits];
    if (own === undefined) return [];
    return {
      traits: own,
      spot: spot < 0 ? noSpot : table.spot(spot),
      count,
      found: search === '' ? count : (found.get(`${traits} ${spot}`) ?? 0),
    };
  });
}

const valueOrders: Partial<Readonly<Record<FilterName, readonly string[]>>> = {
  kind: kinds,
  licence: licences,
  perUserMfa: perUserStates,
  cover: covers,
  date: dates,
  readiness: readinesses,
};

function facetViews(facets: Facets, { table, policyNames }: ListInput): FacetView[] {
  const rings = [...table.spots.map(spotValue), spotValue(noSpot)];
  return filterNames.map((name) => {
    const isPolicy = name === 'policy' || name === 'reportOnly';
    const values = facets.values[name].map(({ value, count }) => ({
      value,
      count,
      label: isPolicy ? (policyNames.get(value) ?? value) : null,
    }));
    const order = name === 'ring' ? rings : (valueOrders[name] ?? []);
    values.sort((a, b) =>
      isPolicy
        ? compareNames(a.label ?? '', b.label ?? '')
        : order.indexOf(a.value) - order.indexOf(b.value),
    );
    return { name, values };
  });
}
