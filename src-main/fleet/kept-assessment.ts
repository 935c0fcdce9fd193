import { join } from 'node:path';
import * as v from 'valibot';
import { count, hash64, instant, shortText, text } from '../../shared/bounds';
import type { Assessment } from '../../shared/assess/assessment';
import { findingCodes } from '../../shared/assess/finding-codes';
import { countNames } from '../../shared/fleet/make-fleet';
import { failure, type Failure } from '../../shared/diagnostic';
import { cloudNames } from '../../shared/entra/cloud';
import { err, ok, type Result } from '../../shared/result';
import { enforcements } from '../../shared/tenant/choice';
import { checkSchema } from '../files/check-schema';
import type { Judge } from '../files/judge-file';
import { readUntrusted } from '../files/read-untrusted';
import { tenantFile } from './fleet-files';

const severities = ['blocker', 'high', 'medium', 'decision', 'info'] as const;
const maybe = v.nullable(count);

/** What is asked of an assessment that was kept: everything that is read of it here. */
const keptSchema = v.looseObject({
  schema: v.literal('causeway-assessment/1'),
  tenant: v.looseObject({
    id: shortText,
    displayName: text,
    cloud: v.picklist(cloudNames),
    entraPlan: v.picklist(['free', 'p1', 'p2', 'unknown']),
  }),
  asOf: instant,
  capturedAt: instant,
  snapshotHash: hash64,
  lowerBound: v.boolean(),
  findings: v.array(
    v.looseObject({
      code: v.picklist(findingCodes),
      severity: v.picklist(severities),
      count,
      subjects: v.array(v.unknown()),
    }),
  ),
  counts: v.looseObject(v.entriesFromList(countNames, maybe)),
  recommendation: v.looseObject({ enforcement: v.picklist([...enforcements, 'notAssessed']) }),
  unread: v.array(v.looseObject({ source: shortText, reason: shortText })),
});

/**
 * A tenant's assessment of an earlier run, word for word and in its order. Failures: of the file;
 * file/invalid: another tenant's.
 */
export async function readAssessment(
  directory: string,
  tenant: { readonly name: string; readonly tenantId: string },
  judge: Judge,
): Promise<Result<Assessment, Failure>> {
  const file = join(directory, tenantFile(tenant.name));
  const read = await readUntrusted(file, 'assessment', judge);
  if (!read.ok) return read;
  const parsed = checkSchema(keptSchema, read.value, { name: 'causeway-assessment/1', file });
  if (!parsed.ok) return parsed;
  // The file itself, not what the schema made of it: that has the fields it knows in front.
  const kept = JSON.parse(read.value.replace(/^\uFEFF/, '')) as Assessment;
  if (kept.tenant.id.toLowerCase() === tenant.tenantId) return ok(kept);
  return err(failure('file/invalid', { file, place: 'tenant.id', expected: tenant.tenantId }));
}
