import type { CsvTable } from '../../shared/exports/csv-table';
import type { Language } from '../../shared/i18n/format';
import { gateStateText } from '../../shared/i18n/gate-text';
import type {
  GatePeoplePage,
  GatePeopleQuery,
  GatePerson,
} from '../../shared/ipc/gate-people-contract';
import { m } from '../../shared/paraglide/messages.js';
import { foldText } from '../../shared/people/fold-text';
import { compareNames } from '../../shared/people/name-order';
import type { Plan } from '../../shared/plan/plan';
import type { GateLook } from '../rollout/gate-people';

/**
 * The people of the last look, named as in the plan: those of whom nothing is known first, then by
 * name. Somebody whom the plan does not know keeps their object id.
 */
export function gatePeople(plan: Plan, look: GateLook | null): readonly GatePerson[] {
  const { missing, unread } = look ?? { missing: [], unread: [] };
  const people = new Map(plan.people.map((person) => [person.id.toLowerCase(), person] as const));
  const named = (ids: readonly string[], state: GatePerson['state']): readonly GatePerson[] =>
    ids
      .map((id): GatePerson => {
        const person = people.get(id.toLowerCase());
        if (person === undefined) return { id, name: id, upn: id, state };
        const { name, upn } = person;
        return { id: person.id, name: name === '' ? upn : name, upn, state };
      })
      .sort((a, b) => compareNames(a.name, b.name) || compareNames(a.upn, b.upn));
  return [...named(unread, 'unread'), ...named(missing, 'missing')];
}

type Found = Pick<GatePeopleQuery, 'show' | 'search'>;

/** What the filter and the search leave. */
export function findGatePeople(
  rows: readonly GatePerson[],
  { show, search }: Found,
): readonly GatePerson[] {
  const wanted = foldText(search.trim());
  return rows.filter(
    (row) =>
      (show === 'all' || row.state === show) &&
      (wanted === '' || foldText(`${row.name}\n${row.upn}`).includes(wanted)),
  );
}

/** One window of them. `rows`: everybody of the look. */
export function gatePeoplePage(
  rows: readonly GatePerson[],
  { at, of }: Pick<GatePeoplePage, 'at' | 'of'>,
  query: Omit<GatePeopleQuery, 'stepId'>,
): GatePeoplePage {
  const found = findGatePeople(rows, query);
  const unread = rows.filter(({ state }) => state === 'unread').length;
  return {
    ...{ at, of, total: found.length },
    counts: { all: rows.length, missing: rows.length - unread, unread },
    rows: found.slice(query.offset, query.offset + query.limit),
  };
}

/** The same as a table with names, for whoever goes after these people. */
export function gatePeopleTable(
  figure: string,
  rows: readonly GatePerson[],
  language: Language,
): CsvTable {
  const options = { locale: language };
  return {
    name: 'gate-people',
    header: [
      m.people_column_name({}, options),
      m.gate_people_upn({}, options),
      m.people_column_result({}, options),
    ],
    rows: rows.map(({ name, upn, state }) => [name, upn, gateStateText(figure, state, language)]),
  };
}
