import * as v from 'valibot';
import { hash64, instant, shortText, text } from '../../shared/bounds';
import type { Failure } from '../../shared/diagnostic';
import type { Rehearsal } from '../../shared/plan/rehearsal';
import type { Result } from '../../shared/result';
import type { TenantStore } from '../store/open-store';

const key = 'safety';

const recordSchema = v.strictObject({
  rehearsal: v.nullable(
    v.strictObject({
      at: instant,
      planHash: hash64,
      isRestored: v.boolean(),
      steps: v.number(),
      failed: v.nullable(v.strictObject({ stepId: shortText, code: text })),
      differences: v.array(text),
    }),
  ),
  confirmed: v.nullable(v.strictObject({ planHash: hash64, by: text, at: instant })),
});
/** What a workspace remembers of its safety net: the last rehearsal, and who confirmed it. */
export type SafetyRecord = v.InferOutput<typeof recordSchema>;

/** Anything unreadable is nothing remembered. */
export function safetyRecord(store: TenantStore): SafetyRecord {
  const parsed = v.safeParse(recordSchema, store.settings.get(key));
  return parsed.success ? parsed.output : { rehearsal: null, confirmed: null };
}

export function saveRehearsal(
  store: TenantStore,
  rehearsal: Rehearsal,
  at: string,
): Result<void, Failure> {
  const failed = rehearsal.steps.find((step) => step.outcome === 'failed');
  return store.settings.set(key, {
    ...safetyRecord(store),
    rehearsal: {
      ...{ at, planHash: rehearsal.planHash, isRestored: rehearsal.isRestored },
      steps: rehearsal.steps.length,
      failed:
        failed === undefined
          ? null
          : {
              stepId: failed.stepId,
              code: [failed.fault?.status ?? '', failed.fault?.code ?? '–'].join(' ').trim(),
            },
      differences: [...rehearsal.differences],
    },
  });
}

export function saveConfirmed(
  store: TenantStore,
  confirmed: NonNullable<SafetyRecord['confirmed']>,
): Result<void, Failure> {
  return store.settings.set(key, { ...safetyRecord(store), confirmed });
}
