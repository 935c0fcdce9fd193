import type { User } from '../entra/user';
import { PeoplePlaces } from '../people-places';
import type { Snapshot } from '../tenant/snapshot';
import type { Assessed } from './assess';
import type { Finding, Subject } from './assessment';
import { JudgedPerson, type CommonFacts } from './judged-person';
import { userSubject } from './make-finding';
import { valueOf } from './membership';

/** Rows worked on before whoever waits has a turn. */
const turnRows = 2_000;

/**
 * What was assessed, without what the rows of its snapshot say already: of a hundred thousand
 * accounts it is half a megabyte, and whoever has the snapshot keeps each id and name once.
 */
export interface PackedAssessed {
  /** Subjects that are accounts lie in `accountsOf`. */
  readonly assessed: Omit<Assessed, 'people'>;
  /** Each once, however many accounts it is true of. */
  readonly facts: readonly CommonFacts[];
  /** By the place of an account in the snapshot, the place of its facts. */
  readonly factsOf: Uint32Array;
  /** By finding, the places of the accounts it is about; null: its subjects lie in it. */
  readonly accountsOf: readonly (Uint32Array | null)[];
}

/** Null: an account does not lie in the snapshot as a row, and there is nothing to leave out. */
export function packAssessed({ people, ...rest }: Assessed): PackedAssessed | null {
  const facts: CommonFacts[] = [];
  const known = new Map<CommonFacts, number>();
  const factsOf = new Uint32Array(people.length);
  for (const [place, person] of people.entries()) {
    if (!(person instanceof JudgedPerson)) return null;
    let at = known.get(person.facts);
    if (at === undefined) known.set(person.facts, (at = facts.push(person.facts) - 1));
    factsOf[place] = at;
  }
  const places = new PeoplePlaces(people);
  const accountsOf = rest.assessment.findings.map(({ subjects }) => {
    const accounts = new Uint32Array(subjects.length);
    for (const [n, subject] of subjects.entries()) {
      const place = subject.kind === 'user' ? places.of(subject.id) : -1;
      // Ids in the report may be written otherwise than the account's own.
      if (people[place]?.id !== subject.id || people[place].upn !== subject.name) return null;
      accounts[n] = place;
    }
    return accounts;
  });
  const findings = rest.assessment.findings.map((finding, n): Finding => {
    return accountsOf[n] === null ? finding : { ...finding, subjects: [] };
  });
  const assessment = { ...rest.assessment, findings };
  return { assessed: { ...rest, assessment }, facts, factsOf, accountsOf };
}

/**
 * The same put together with the rows of the snapshot it was made of, in turns; null where it was
 * made of another.
 */
export function* unpackAssessed(
  { assessed, facts, factsOf, accountsOf }: PackedAssessed,
  snapshot: Snapshot,
): Generator<undefined, Assessed | null, undefined> {
  const users: readonly User[] = valueOf(snapshot.users) ?? [];
  const { assessment } = assessed;
  if (users.length !== factsOf.length || assessment.snapshotHash !== snapshot.hash) return null;
  const people: JudgedPerson[] = [];
  for (const [place, user] of users.entries()) {
    const common = facts[factsOf[place] ?? -1];
    if (common === undefined) return null;
    people.push(new JudgedPerson(user, common));
    if (place % turnRows === 0) yield;
  }
  const findings: Finding[] = [];
  for (const [n, finding] of assessment.findings.entries()) {
    const accounts = accountsOf[n] ?? null;
    if (accounts === null) {
      findings.push(finding);
      continue;
    }
    const subjects: Subject[] = [];
    for (const [at, place] of accounts.entries()) {
      const person = people[place];
      if (person === undefined) return null;
      subjects.push(userSubject(person));
      if (at % turnRows === 0) yield;
    }
    findings.push({ ...finding, subjects });
  }
  return { assessment: { ...assessment, findings }, people, choices: assessed.choices };
}
