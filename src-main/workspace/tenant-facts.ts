import type { Assessment } from '../../shared/assess/assessment';
import type { Person } from '../../shared/assess/people';
import type { TenantFacts } from '../../shared/fleet/tenant-facts';
import { countedPeople } from '../../shared/people/asker-flow';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { migrationStateOf, readingPart } from './today-view';

/** What the fleet shows of a tenant, by the same rules as its Today screen. */
export function tenantFacts(
  assessed: { readonly assessment: Assessment; readonly people: readonly Person[] },
  snapshot: Snapshot,
): TenantFacts {
  const { assessment, people } = assessed;
  const { february, july } = readingPart(assessed);
  const isRead = assessment.counts.accounts !== null;
  const codes = new Set<string>(assessment.findings.map(({ code }) => code));
  const state = migrationStateOf(snapshot);
  return {
    migrationState: state === 'null' && codes.has('MIG-STATE-NULL-OK') ? 'nullDone' : state,
    february: february.people,
    july: july.people,
    unassessed: isRead
      ? countedPeople(people).filter((person) => person.readiness === 'unknown').length
      : null,
    hasPhoneOnlyAdmins: codes.has('ADMIN-PHONE-ONLY'),
    emergency: emergencyOf(assessment, snapshot),
    unread: assessment.unread.length,
  };
}

/** A sign-in of the account that is long ago, and a group nobody protects, are for a person to weigh. */
function emergencyOf(
  { findings }: Pick<Assessment, 'findings'>,
  { users, roles }: Pick<Snapshot, 'users' | 'roles'>,
): TenantFacts['emergency'] {
  const isLacking = findings.some(
    ({ code, severity }) =>
      code.startsWith('BG-') && (severity === 'blocker' || severity === 'high'),
  );
  if (isLacking) return 'lacking';
  return users.kind === 'read' && roles.kind === 'read' ? 'ready' : 'unknown';
}
