import { m } from '../paraglide/messages.js';
import { allTracks } from '../plan/outside-rings';
import type { Plan, PlanPerson } from '../plan/plan';
import { rowsOf, type CsvColumns } from './column-rows';
import type { CsvTable } from './csv-table';
import type { ReportWords } from './report-words';

/** Everybody of a plan, one row each. */
export function peopleTable(plan: Plan, words: ReportWords): CsvTable {
  const { options } = words;
  const columns = columnsOf(plan, words);
  return {
    name: 'people',
    header: [
      m.csv_object_id({}, options),
      m.csv_user_principal_name({}, options),
      m.csv_name({}, options),
      m.csv_department({}, options),
      m.csv_kind({}, options),
      m.csv_enabled({}, options),
      m.csv_administrator({}, options),
      m.csv_per_user_mfa({}, options),
      m.csv_methods({}, options),
      m.csv_allowed_methods({}, options),
      m.csv_asked({}, options),
      m.csv_date({}, options),
      m.csv_readiness({}, options),
      m.csv_ring({}, options),
      m.csv_track({}, options),
    ],
    rows: rowsOf(columns),
    columns,
  };
}

function columnsOf(plan: Plan, words: ReportWords): CsvColumns<PlanPerson> {
  const ringOf = new Map<string, number>();
  for (const { ring, members } of plan.rings) for (const id of members) ringOf.set(id, ring);
  const trackOf = new Map<string, string>();
  for (const { track, members } of allTracks(plan)) {
    for (const id of members) trackOf.set(id, track);
  }
  const term = oncePerValue(words);
  const methods = (names: readonly string[] | null): string =>
    names === null
      ? term('unknown', 'perUser')
      : names.map((name) => term(name, 'method')).join('; ');
  const [yes, no] = [m.csv_yes({}, words.options), m.csv_no({}, words.options)];
  const valued = <Name extends keyof PlanPerson>(
    name: Name,
    text: (value: PlanPerson[Name]) => string,
  ): CsvColumns<PlanPerson>['shared'][number] => ({
    key: (person) => person[name],
    text: (person) => text(person[name]),
  });
  return {
    all: plan.people,
    own: [
      { own: (person) => person.id },
      { own: (person) => person.upn },
      { own: (person) => person.name },
      { own: (person) => person.department ?? '' },
    ],
    shared: [
      valued('kind', (kind) => term(kind, 'accountKind')),
      valued('enabled', (is) => (is ? yes : no)),
      valued('isAdministrator', (is) => (is ? yes : no)),
      valued('perUserMfa', (state) => term(state, 'perUser')),
      valued('methods', methods),
      valued('allowedMethods', methods),
      valued('cover', (cover) => term(cover, 'cover')),
      valued('date', (date) => term(date, 'date')),
      valued('readiness', (readiness) => term(readiness, 'readiness')),
      { key: ({ id }) => ringOf.get(id), text: ({ id }) => String(ringOf.get(id) ?? '') },
      {
        key: ({ id }) => trackOf.get(id),
        text: ({ id }) => (trackOf.has(id) ? term(trackOf.get(id) ?? '', 'track') : ''),
      },
    ],
  };
}

/** The words of a term, looked up once for everybody who has it. */
function oncePerValue(words: ReportWords): ReportWords['term'] {
  const known = new Map<string, string>();
  return (value, kind) => {
    const key = `${kind} ${String(value)}`;
    let text = known.get(key);
    if (text === undefined) known.set(key, (text = words.term(value, kind)));
    return text;
  };
}
