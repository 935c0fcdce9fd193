import type { Sha256 } from '../../shared/ids';
import { peopleShape } from './people-table';
import type { PlanningInput } from './planning';

/**
 * Everything the rows of the people list are made of. Choices are not: they decide rings and
 * findings, which the table holds beside its rows, by plan and by assessment.
 */
export function peopleKeyOf(
  { snapshot, answers }: PlanningInput,
  snapshotId: string | null,
  { appVersion, sha256 }: { readonly appVersion: string; readonly sha256: Sha256 },
): string {
  const parts = [snapshotId, snapshot.hash, snapshot.signedInUserId, answers];
  return sha256(JSON.stringify([appVersion, peopleShape, ...parts]));
}
