import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { unresolved } from '../../shared/plan/references';
import { reverseOf, stepRequests } from '../../shared/plan/step-requests';
import { err, ok, type Result } from '../../shared/result';
import { makeFolder } from '../ports/make-folder';
import { replaceFile } from '../store/atomic-file';

/**
 * The way back as requests, readable and usable without this product: written before the first
 * step when nobody gave a richer kit (G10). Failure: `store/unwritable`.
 */
export function writePlainKit(plan: Plan, directory: string): Result<void, Failure> {
  const steps = [...plan.steps].reverse().map((step): Json => {
    const reverse = reverseOf(step);
    const requests =
      reverse === null
        ? null
        : stepRequests(reverse, { ...unresolved, liveOwned: null, cloud: plan.cloud });
    return {
      step: step.id,
      kind: step.kind,
      target: step.target.name,
      reverse: step.reverse.kind,
      requests: requests?.ok === true ? requests.value.map((one) => ({ ...one })) : [],
    };
  });
  const kit = { schema: 'causeway-roll-back-kit/1', planHash: plan.planHash, steps };
  try {
    const folder = join(directory, 'roll-back-kit');
    makeFolder(folder);
    replaceFile(join(folder, 'roll-back.json'), `${JSON.stringify(kit, null, 2)}\n`);
    return ok(undefined);
  } catch {
    return err(failure('store/unwritable', { code: 'kit', directory }));
  }
}
