import type { JsonObject } from '../json';
import type { AssessContext, FinderContext } from './assess-context';
import type { Finding, Severity, Subject, SubjectKind } from './assessment';
import type { FindingCode } from './finding-codes';
import type { Person } from './people';

/** Finds zero or more findings of one group; an empty list is an answer, never "not looked at". */
export type Finder = (context: FinderContext) => readonly Finding[];

export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

export function compareIds(left: Subject, right: Subject): number {
  return compareText(left.id, right.id);
}

export function userSubject(person: Person): Subject {
  return { kind: 'user', id: person.id, name: person.upn };
}

/** A subject of another kind; its id is its name unless it has one of its own. */
export function subject(kind: SubjectKind, id: string, name: string = id): Subject {
  return { kind, id, name };
}

export function tenantSubject({ snapshot }: AssessContext): Subject {
  const { organization } = snapshot;
  const name = organization.kind === 'read' ? organization.value.displayName : null;
  return subject('tenant', snapshot.tenantId, name ?? snapshot.tenantId);
}

/** One finding, or none without subjects (findings.md, opening). */
export function finding(
  code: FindingCode,
  severity: Severity,
  subjects: readonly Subject[],
  data?: JsonObject,
): readonly Finding[] {
  if (subjects.length === 0) return [];
  const sorted = isInOrder(subjects) ? subjects : [...subjects].sort(compareIds);
  return [
    {
      code,
      severity,
      count: sorted.length,
      subjects: sorted,
      ...(data === undefined ? {} : { data }),
    },
  ];
}

/** Accounts come in order: they are as many as the tenant has. */
function isInOrder(subjects: readonly Subject[]): boolean {
  let before = '';
  for (const { id } of subjects) {
    if (id < before) return false;
    before = id;
  }
  return true;
}

export function userFinding(
  code: FindingCode,
  severity: Severity,
  people: readonly Person[],
  data?: JsonObject,
): readonly Finding[] {
  return finding(code, severity, people.map(userSubject), data);
}

/** A finding whose only subject is the tenant. */
export function tenantFinding(
  code: FindingCode,
  severity: Severity,
  context: AssessContext,
  fires: boolean,
  data?: JsonObject,
): readonly Finding[] {
  return fires ? finding(code, severity, [tenantSubject(context)], data) : [];
}

/** A finding whose only subject is one setting. */
export function settingFinding(
  code: FindingCode,
  severity: Severity,
  setting: string,
  fires: boolean,
): readonly Finding[] {
  return fires ? finding(code, severity, [subject('setting', setting)]) : [];
}
