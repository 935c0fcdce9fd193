import type { Failure } from '../../shared/diagnostic';
import type { WriteScope } from '../../shared/registration/graph-scopes';
import { scopesOfKind } from '../../shared/registration/write-needs';
import { stopScopes } from '../../shared/plan/emergency-stop';
import type { Engine } from './engine';
import { writerRefusal } from './right-tenant';

/** What an emergency stop would take now; empty: nothing is enforced. */
export function scopesToStop({ plan, log, refs }: Engine): readonly WriteScope[] {
  return stopScopes(plan, (stepId) => log.state(stepId), refs);
}

/**
 * Leave to write everything a stop is about to, asked once: a person who does not answer the page is
 * not asked again policy by policy, five minutes each. Null: granted, for the
 * plan's tenant, or nothing is to be written.
 */
export async function leaveToStop(
  engine: Engine,
  about: { readonly loosens: boolean; readonly restores: boolean },
): Promise<Failure | null> {
  const scopes = [
    ...(about.loosens ? scopesOfKind['ca.setState'] : []),
    ...(about.restores ? scopesOfKind['perUserMfa.set'] : []),
  ];
  if (scopes.length === 0) return null;
  return writerRefusal(engine, scopes);
}
