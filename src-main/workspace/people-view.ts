import type { Assessment } from '../../shared/assess/assessment';
import type { Person } from '../../shared/assess/people';
import type { PeopleQuery } from '../../shared/ipc/assess-contract';
import type { PersonRow } from '../../shared/ipc/common-views';
import type { Plan } from '../../shared/plan/plan';

/** Where the plan puts an account: its ring, or the track that keeps it out of every ring. */
export interface Placement {
  readonly ring: number | null;
  readonly track: string | null;
}

export function placements(plan: Plan | null): ReadonlyMap<string, Placement> {
  const map = new Map<string, Placement>();
  for (const ring of plan?.rings ?? []) {
    for (const id of ring.members) map.set(id, { ring: ring.ring, track: null });
  }
  for (const track of plan?.tracks ?? []) {
    for (const id of track.members) {
      if (!map.has(id)) map.set(id, { ring: null, track: track.track });
    }
  }
  return map;
}

export function toPersonRow(person: Person, placement: Placement | undefined): PersonRow {
  return {
    id: person.id,
    upn: person.upn,
    name: person.name,
    department: person.department,
    kind: person.kind,
    enabled: person.enabled,
    isAdministrator: person.isAdministrator,
    isEmergencyAccess: person.isEmergencyAccess,
    isOperator: person.isOperator,
    perUserMfa: person.perUserMfa,
    methods: person.methods === null ? null : [...person.methods],
    allowedMethods: person.allowedMethods === null ? null : [...person.allowedMethods],
    cover: person.cover,
    date: person.date,
    readiness: person.readiness,
    ring: placement?.ring ?? null,
    track: placement?.track ?? null,
  };
}

export interface PeopleInput {
  readonly people: readonly Person[];
  readonly assessment: Assessment;
  readonly plan: Plan | null;
}

/** One window of rows of one list. Unknown people come first when sorting by readiness (screens.md 2). */
export function listPeople(
  input: PeopleInput,
  query: PeopleQuery,
): { total: number; rows: PersonRow[] } {
  const placed = placements(input.plan);
  const needle = query.search.normalize('NFKC').trim().toLowerCase();
  const inList = listFilter(input, query.list, placed);
  const found = input.people.filter(
    (person) => inList(person) && (needle === '' || searchable(person).includes(needle)),
  );
  const compare = comparator(query.sort, placed);
  found.sort((a, b) => (query.descending ? -1 : 1) * (compare(a, b) || (a.id < b.id ? -1 : 1)));
  const rows = found
    .slice(query.offset, query.offset + query.limit)
    .map((person) => toPersonRow(person, placed.get(person.id)));
  return { total: found.length, rows };
}

function searchable(person: Person): string {
  return `${person.name}\n${person.upn}\n${person.department ?? ''}`
    .normalize('NFKC')
    .toLowerCase();
}

function listFilter(
  input: PeopleInput,
  list: string,
  placed: ReadonlyMap<string, Placement>,
): (person: Person) => boolean {
  const subjectsOf = (code: string): ((person: Person) => boolean) => {
    const finding = input.assessment.findings.find((item) => item.code === code);
    const ids = new Set(finding?.subjects.map((subject) => subject.id) ?? []);
    return (person) => ids.has(person.id);
  };
  if (list === 'february') return subjectsOf('PHONE-ONLY-FEB27');
  if (list === 'july') return subjectsOf('PHONE-ONLY-JUL27');
  if (list === 'notAssessed') return (person) => person.enabled && person.readiness === 'unknown';
  if (list === 'unassigned') {
    return (person) => person.isStaff && person.enabled && !placed.has(person.id);
  }
  const [kind, argument = ''] = split(list);
  if (kind === 'finding') return subjectsOf(argument);
  if (kind === 'ring') return (person) => placed.get(person.id)?.ring === Number(argument);
  if (kind === 'track') return (person) => placed.get(person.id)?.track === argument;
  if (kind === 'readiness') {
    return (person) => person.enabled && person.isPerson && person.readiness === argument;
  }
  return () => true;
}

function split(list: string): [string, string?] {
  const at = list.indexOf(':');
  return at < 0 ? [list] : [list.slice(0, at), list.slice(at + 1)];
}

const readinessOrder = ['unknown', 'notReady', 'conditions', 'ready'];
const dateOrder = ['unknown', 'february', 'julyMayApply', 'july', 'notAnnounced', 'none'];

function comparator(
  sort: PeopleQuery['sort'],
  placed: ReadonlyMap<string, Placement>,
): (a: Person, b: Person) => number {
  const byText = (pick: (person: Person) => string) => (a: Person, b: Person) =>
    pick(a) < pick(b) ? -1 : pick(a) > pick(b) ? 1 : 0;
  const byNumber = (pick: (person: Person) => number) => (a: Person, b: Person) =>
    pick(a) - pick(b);
  switch (sort) {
    case 'readiness':
      return byNumber((person) => readinessOrder.indexOf(person.readiness));
    case 'date':
      return byNumber((person) => dateOrder.indexOf(person.date));
    case 'ring':
      return byNumber((person) => placed.get(person.id)?.ring ?? 1000);
    case 'department':
      return byText((person) => person.department ?? '\uffff');
    case 'kind':
      return byText((person) => person.kind);
    case 'perUserMfa':
      return byText((person) => person.perUserMfa);
    case 'upn':
      return byText((person) => person.upn);
    case 'name':
      return byText((person) => person.name.normalize('NFKC').toLowerCase());
  }
}
