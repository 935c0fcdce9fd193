import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { policyTraits } from '../../shared/assess/policy-reach';
import { failure } from '../../shared/diagnostic';
import { ok } from '../../shared/result';
import { appearedPolicyStep } from './appeared-policy';
import type { Engine, Run, StepEnd } from './engine';
import type { Fresh } from './fresh-data';
import { unchangedEntries } from './move-record';
import { pause } from './preflight';
import type { Sender } from './sender';
import { takeSwitchBack } from './switch-back';
import { microsoftsOwn } from './microsofts-own';
import { placeOf, type Switch } from './switch-parts';
import { preflightMove } from './switch-preflight';

/**
 * The whole switch taken back by a person's word: own policies to report-only, Microsoft's that came
 * with it off, security defaults on. Entra takes security defaults only once nothing else asks, so
 * what asks everybody goes last. A policy of somebody else's that is on stops it before it begins.
 */
export async function rollSwitchBack(
  engine: Engine,
  run: Run,
  parts: Switch,
  sender: Sender,
): Promise<StepEnd> {
  const place = placeOf(engine, parts);
  const isOurs = parts.steps.some((step) => engine.log.state(step.id).hasChanged);
  if (place === 'before' || (place === 'after' && !isOurs)) {
    return engine.log.append(...unchangedEntries(engine, parts.steps));
  }
  const cleared = await preflightMove(engine, run, parts, 'back', (fresh) =>
    foreignOn(fresh, parts).map((policy, at) => appearedPolicyStep(parts.off.id, policy, at)),
  );
  if (!cleared.ok) return cleared;
  const { fresh } = cleared.value;
  const foreign = foreignOn(fresh, parts);
  const own = microsoftsOwn(fresh);
  const others = foreign.filter((policy) => !own.has(policy.id.toLowerCase()));
  if (others.length > 0) {
    const values = { step: parts.off.id, expected: 'policiesOff' };
    const motion = { step: parts.off, direction: 'back' } as const;
    return pause(engine, motion, failure('guardrail/refused', values), []);
  }
  const taken = await takeSwitchBack(engine, run, {
    ...{ parts, sender, fresh },
    why: 'asked',
    microsofts: [...foreign].sort((a, b) => askRank(a) - askRank(b)),
  });
  return taken.ok ? ok(undefined) : taken;
}

/** Enabled policies that are not the plan's own. */
function foreignOn(fresh: Fresh, { ons }: Switch): readonly ConditionalAccessPolicy[] {
  const own = new Set(ons.map((on) => on.target.id.toLowerCase()));
  return (fresh.image.conditionalAccess ?? []).filter(
    (policy) => policy.state === 'enabled' && !own.has(policy.id.toLowerCase()),
  );
}

/** What asks everybody for everything goes last. */
function askRank(policy: ConditionalAccessPolicy): number {
  const { asksForMfa, reach, users } = policyTraits(policy);
  if (!asksForMfa) return 0;
  return reach === 'full' && users?.include.all === true ? 2 : 1;
}
