import type { Failure } from '../../shared/diagnostic';

/**
 * Of what two evaluators find after a step, that which the step itself would bring about: an account
 * that is stopped, or stopped by something more, and one of whom they think differently only then or
 * for something more.
 * What somebody else's policy does to an account before the step already is no reason to keep ours.
 */
export function madeWorse(
  before: readonly Failure[],
  after: readonly Failure[],
): readonly Failure[] {
  return after.filter((one) => {
    if (!isOfSigningIn(one)) return false;
    const known = before.find((other) => isOfSigningIn(other) && isSame(other, one));
    if (known === undefined) return true;
    const had = new Set(causes(known));
    const has = causes(one);
    // Stopped for no cause that is told: nothing shows that it is the one of before.
    return has.length === 0 || has.some((cause) => !had.has(cause));
  });
}

function isOfSigningIn(one: Failure): boolean {
  return one.code === 'guardrail/evaluators-disagree' || isStop(one);
}

/** An account that a policy or a setting stops, not one that is itself out of order. */
export function isStop({ values }: Failure): boolean {
  return values['check'] === 'notStopped';
}

function isSame(one: Failure, other: Failure): boolean {
  return (
    one.code === other.code &&
    one.values['account'] === other.values['account'] &&
    one.values['stoppedFor'] === other.values['stoppedFor']
  );
}

/** Ids of policies and names of settings, none of which has a comma in it. */
function causes({ values }: Failure): readonly string[] {
  return (values['by'] ?? '').split(', ').filter((cause) => cause !== '');
}
