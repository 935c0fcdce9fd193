import type { PeopleSort } from '../../shared/ipc/people-contract';
import type { SqlValue } from './database-port';
import type { PeopleFile } from './people-file';
import { indexOf, orderColumns, type PeopleOrderColumn } from './people-indexes';

/** Which accounts are meant: those a search finds, of one scope, in one order. */
export interface PeopleScope {
  /** Folded text that must occur; empty: everybody. */
  readonly search: string;
  /** A scope of `subject`; null: everybody. */
  readonly scope: number | null;
}

export interface PeopleScan extends PeopleScope {
  /** Traits and spots that pass; null: all. The spot of an account without one is -1. */
  readonly traits: readonly number[] | null;
  readonly spots: readonly number[] | null;
  readonly sort: PeopleSort;
  readonly descending: boolean;
}

/** Columns of numbers that searches are counted and ordered by. */
export type PeopleColumn = 'traits' | 'spot' | PeopleOrderColumn;

export interface PeopleWindow {
  readonly offset: number;
  readonly limit: number;
}

export interface CountedTraits {
  readonly traits: number;
  readonly spot: number;
  readonly count: number;
}

export interface FoundPerson {
  readonly n: number;
  readonly traits: number;
  readonly id: string;
  readonly upn: string;
  readonly name: string;
  readonly department: string | null;
  readonly isAdministrator: boolean;
  readonly isEmergencyAccess: boolean;
  readonly isOperator: boolean;
  readonly methods: readonly string[] | null;
  readonly allowedMethods: readonly string[] | null;
  readonly survivingMethods: readonly string[] | null;
  readonly spot: number;
}

interface Clause {
  readonly from: string;
  readonly where: readonly string[];
  readonly values: readonly SqlValue[];
}

const placed = 'LEFT JOIN placement p ON p.n=o.n';
const spotOf = 'COALESCE(p.spot,-1)';

/** How many accounts share traits and spot. One pass over the narrow table. */
export function countByTraits(
  file: PeopleFile,
  scope: PeopleScope,
  isPlaced: boolean,
): readonly CountedTraits[] {
  const { from, where, values } = scopeClause(scope);
  const sql = isPlaced
    ? `SELECT o.traits, ${spotOf} AS spot, COUNT(*) AS count ${from} ${placed}
       ${whereText(where)} GROUP BY o.traits, spot`
    : `SELECT o.traits, -1 AS spot, COUNT(*) AS count ${from} ${whereText(where)} GROUP BY o.traits`;
  return file.all(sql, ...values) as unknown as CountedTraits[];
}

/** A window of all accounts, by number: along the index of its order, which holds the traits. */
export function scanIndex(
  file: PeopleFile,
  scan: Pick<PeopleScan, 'traits' | 'descending'> & {
    readonly sort: Exclude<PeopleSort, 'ring'>;
  },
  window: { readonly offset: number; readonly limit: number },
): readonly number[] {
  const traits = traitsClause(scan.traits);
  return file
    .all(
      `SELECT o.n FROM person_order o INDEXED BY ${indexOf(scan.sort)}
       ${whereText(traits.where)}
       ORDER BY ${orderText(scan)} LIMIT ? OFFSET ?`,
      ...traits.values,
      window.limit,
      window.offset,
    )
    .map((row) => Number(row['n']));
}

/** Whom a search finds, by number, in no order. */
export function findNumbers(file: PeopleFile, scope: PeopleScope): readonly number[] {
  const { from, where, values } = scopeClause(scope);
  const sql = `SELECT json_group_array(o.n) ${from} ${whereText(where)}`;
  return (file.list(sql, ...values) ?? []) as readonly number[];
}

/** What everybody has in one column, by number; the spot of an account without one is -1. */
export function readColumn(file: PeopleFile, column: PeopleColumn): Int32Array {
  const value = column === 'spot' ? spotOf : `o.${column}`;
  const sql = `SELECT json_group_array(${value} ORDER BY o.n) FROM person_order o ${column === 'spot' ? placed : ''}`;
  return Int32Array.from((file.list(sql) ?? []) as readonly number[]);
}

/** Every account of a scan in its order, by number: one pass, then windows are cut from it. */
export function scanAll(file: PeopleFile, scan: PeopleScan): readonly number[] {
  const scope = scopeClause(scan);
  const traits = traitsClause(scan.traits);
  const isPlaced = scan.spots !== null || scan.sort === 'ring';
  const spots: Clause = {
    from: isPlaced ? placed : '',
    where: scan.spots === null ? [] : [`${spotOf} IN (SELECT value FROM json_each(?))`],
    values: scan.spots === null ? [] : [JSON.stringify(scan.spots)],
  };
  const where = whereText([...scope.where, ...traits.where, ...spots.where]);
  return file.list(
    `SELECT json_group_array(o.n ORDER BY ${orderText(scan)}) ${scope.from} ${spots.from} ${where}`,
    ...scope.values,
    ...traits.values,
    ...spots.values,
  ) as readonly number[];
}

/** The rows of some accounts, in the order their numbers are given. */
export function readPeople(file: PeopleFile, numbers: readonly number[]): readonly FoundPerson[] {
  const rows = file.all(
    `SELECT w.n, w.traits, w.id, w.upn, w.name, w.department, w.is_administrator,
       w.is_emergency_access, w.is_operator, w.methods, w.allowed_methods, w.surviving_methods,
       ${spotOf} AS spot
     FROM json_each(?) j JOIN person w ON w.n=j.value LEFT JOIN placement p ON p.n=w.n`,
    JSON.stringify(numbers),
  );
  const found = new Map(rows.map((row) => [Number(row['n']), toPerson(row)]));
  return numbers.flatMap((n) => found.get(n) ?? []);
}

/** The ids of some accounts. */
export function readIds(file: PeopleFile, numbers: readonly number[]): readonly string[] {
  return file.list(
    'SELECT json_group_array(w.id) FROM json_each(?) j JOIN person w ON w.n=j.value',
    JSON.stringify(numbers),
  ) as readonly string[];
}

function searchClause(search: string): Pick<Clause, 'where' | 'values'> {
  return search === ''
    ? { where: [], values: [] }
    : { where: ['instr(o.folded, ?)>0'], values: [search] };
}

function scopeClause({ search, scope }: PeopleScope): Clause {
  const found = searchClause(search);
  return {
    // By row number from a scope, else row by row; no index helps a search.
    from:
      scope === null
        ? 'FROM person_order o NOT INDEXED'
        : 'FROM subject s JOIN person_order o NOT INDEXED ON o.n=s.n',
    where: [...(scope === null ? [] : ['s.scope=?']), ...found.where],
    values: [...(scope === null ? [] : [scope]), ...found.values],
  };
}

function traitsClause(traits: readonly number[] | null): Pick<Clause, 'where' | 'values'> {
  if (traits === null) return { where: [], values: [] };
  return {
    where: ['o.traits IN (SELECT value FROM json_each(?))'],
    values: [JSON.stringify(traits)],
  };
}

function whereText(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
}

/** Accounts in no ring and no track come last. */
function orderText({ sort, descending }: Pick<PeopleScan, 'sort' | 'descending'>): string {
  const columns =
    sort === 'ring'
      ? ['COALESCE(p.spot,1000000)', 'o.name_rank']
      : orderColumns[sort].map((column) => `o.${column}`);
  return columns.map((column) => `${column}${descending ? ' DESC' : ''}`).join(', ');
}

function toPerson(row: Record<string, unknown>): FoundPerson {
  const names = (column: string): readonly string[] | null => {
    const value = row[column];
    return typeof value === 'string' ? (JSON.parse(value) as string[]) : null;
  };
  const department = row['department'];
  return {
    n: Number(row['n']),
    traits: Number(row['traits']),
    id: String(row['id']),
    upn: String(row['upn']),
    name: String(row['name']),
    department: typeof department === 'string' ? department : null,
    isAdministrator: row['is_administrator'] === 1,
    isEmergencyAccess: row['is_emergency_access'] === 1,
    isOperator: row['is_operator'] === 1,
    methods: names('methods'),
    allowedMethods: names('allowed_methods'),
    survivingMethods: names('surviving_methods'),
    spot: Number(row['spot']),
  };
}
