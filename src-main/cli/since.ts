import { compareSnapshots, type SnapshotDifference } from '../../shared/assess/compare-snapshots';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { readUntrusted } from '../files/read-untrusted';
import type { CliContext } from './context';
import { textOf } from './option-values';
import { parseSnapshot } from './snapshot-file';

/** What has changed since the snapshot file of `--since`; null where none is given. */
export async function differenceSince(
  context: CliContext,
  snapshot: Snapshot,
): Promise<Result<SnapshotDifference | null, Failure>> {
  const path = textOf(context, 'since');
  if (path === undefined) return ok(null);
  const text = await readUntrusted(path, 'snapshot', context.judge);
  if (!text.ok) return text;
  const earlier = parseSnapshot(text.value, path, context.sha256);
  if (!earlier.ok) return earlier;
  const expected = snapshot.tenantId.toLowerCase();
  const actual = earlier.value.tenantId.toLowerCase();
  if (expected !== actual) return err(failure('plan/wrong-tenant', { expected, actual }));
  return ok(compareSnapshots(earlier.value, snapshot));
}
