import type { Until } from '../../src-main/rollout/rollout';
import type { Bench } from '../fixtures/campaign-bench';
import { applyTest } from '../fixtures/run-rollout';

/** Goes on to the end like a person who looks where it is asked. */
export async function goOnLooking({ rollout }: Bench, place: string, until: Until): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) {
    const done = await applyTest(rollout, until);
    if (done.ok) return;
    const stepId = done.failure.values['step'] ?? '';
    if (done.failure.code !== 'step/outcome-unknown') throw new Error(`${place}: ${stepId}`);
    const evidence = 'looked in the portal: it is not there';
    await rollout.confirm({ stepId, evidence, by: 'test' });
  }
  throw new Error(`${place}: it does not go on`);
}
