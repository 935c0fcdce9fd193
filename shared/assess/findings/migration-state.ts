import { limits } from '../../entra/retirement-dates';
import type { AssessContext } from '../assess-context';
import { hasPerUserMfa } from '../assess-context';
import { mfaListAllows, legacyMethodIds } from '../legacy-methods';
import { finding, subject, tenantFinding, userFinding, type Finder } from '../make-finding';

/** Tenants made after this day never had legacy settings (R1). */
const lastDayOfLegacySettings = Date.parse('2025-09-30T23:59:59.999Z');

function neverHadLegacySettings({ snapshot, answers }: AssessContext): boolean {
  const { organization } = snapshot;
  const createdAt =
    organization.kind === 'read' ? Date.parse(organization.value.createdDateTime ?? '') : NaN;
  return (
    createdAt > lastDayOfLegacySettings ||
    legacyMethodIds.every((id) => mfaListAllows(answers, id) === false)
  );
}

/** The evidence that a null state means "nothing to migrate" (R1): anything unknown is none. */
export function isNullDone(context: AssessContext): boolean {
  const { people, enabled, snapshot } = context;
  return (
    context.migration === 'null' &&
    context.isPublicCloud &&
    snapshot.users.kind === 'read' &&
    people.every((person) => !hasPerUserMfa(person) && person.perUserMfa !== 'unknown') &&
    enabled.every((person) => person.methods !== null && !person.isPhoneOnly) &&
    neverHadLegacySettings(context)
  );
}

export const findMigrationState: Finder = (context) => {
  const { migration, answers, snapshot, people } = context;
  const isComplete = migration === 'complete';
  const isNullOk = isNullDone(context);
  const backups = answers?.history?.nativeBackupSnapshots ?? [];
  return [
    ...tenantFinding('MIG-STATE-PENDING', 'high', context, migration === 'pending'),
    ...tenantFinding('MIG-STATE-COMPLETE', 'info', context, isComplete),
    ...tenantFinding('MIG-STATE-NULL-OK', 'info', context, isNullOk),
    ...tenantFinding(
      'MIG-STATE-NULL-OR-PENDING',
      'info',
      context,
      migration === 'null' && !isNullOk,
    ),
    ...tenantFinding('AMP-SIZE', 'high', context, snapshot.policyBytes > limits.policyWarnBytes),
    ...userFinding(
      'PER-USER-NOT-MIGRATED-BY-WIZARD',
      'info',
      isComplete ? people.filter(hasPerUserMfa) : [],
    ),
    ...tenantFinding(
      'ROLLBACK-LIMIT',
      'info',
      context,
      isComplete && answers?.history?.startedIn !== 'preMigration',
    ),
    ...finding(
      'NATIVE-BACKUP-AVAILABLE',
      'info',
      [...new Set(backups)].map((date) => subject('backup', date)),
    ),
  ];
};
