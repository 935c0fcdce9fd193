import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import type { Failure } from '../../shared/diagnostic';
import type { Step } from '../../shared/plan/step';
import { scopesOfKind } from '../../shared/registration/write-needs';
import type { Result } from '../../shared/result';
import type { Engine, Motion, Run } from './engine';
import type { Sender } from './sender';
import { entryOf } from './switch-parts';
import { sendPart, writeIntent, type PartEnd } from './switch-write';

const partMs = 60_000;

/**
 * One policy that Microsoft made by itself, turned off: a write of its own in the journal, under the
 * step that wanted it. Never turned on again by us, so it has no way back.
 */
export function appearedPolicyStep(
  stepId: string,
  policy: ConditionalAccessPolicy,
  place: number,
): Step {
  return {
    id: `${stepId}-m${String(place + 1)}`,
    kind: 'ca.setState',
    purpose: 'managedPolicy',
    target: {
      type: 'conditionalAccessPolicy',
      id: policy.id,
      name: policy.displayName ?? policy.id,
    },
    owned: ['state'],
    prior: { state: policy.state },
    planned: { state: 'disabled' },
    reverse: { kind: 'leave', why: 'reverse_managed_stays_off' },
    blast: 'tenant',
    scopes: scopesOfKind['ca.setState'],
    why: { key: 'why_managed_appeared_off', values: {}, rules: ['O16'] },
  };
}

export async function turnAppearedOff(
  engine: Engine,
  run: Run,
  motion: Motion,
  sender: Sender,
  signal?: AbortSignal,
): Promise<Result<PartEnd, Failure>> {
  const intent = await writeIntent(engine, motion);
  if (!intent.ok) return intent;
  const until = engine.clock.now() + partMs;
  const ends = signal === undefined ? {} : { signal };
  const sent = await sendPart(engine, run, motion, sender, { until, asksAgain: false, ...ends });
  if (!sent.ok || sent.value.kind !== 'acked') return sent;
  const told = await engine.log.append(entryOf(motion.step, 'done', motion.direction));
  return told.ok ? sent : told;
}
