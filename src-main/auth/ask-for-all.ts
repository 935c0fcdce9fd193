import { failure, type Failure, type FailureCode } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { JudgedResult } from './judge-result';

export type Answer = Result<JudgedResult, Failure>;
/** Asks for these, in full as the cloud names them. */
export type Ask = (scopes: readonly string[]) => Promise<Answer>;

/** One name that is not given, or not known, fails a whole question (T11). */
const ofPermissions: ReadonlySet<FailureCode> = new Set([
  'auth/consent-missing',
  'auth/unknown-scope',
  'auth/app-permissions',
]);

/**
 * Asks for all of these; where one is refused, for those that everything needs, and then for each
 * other one apart, without a browser. `lacking` of the answer: what was refused or left out. A failure
 * that is not about a permission ends it: nothing would be known of the rest.
 * @param wanted in full, as the cloud names them
 * @param askAlone for one more, of the account that the answer is about; never from memory, which may
 * hold what was given before
 */
export async function askForAll(
  wanted: { readonly all: readonly string[]; readonly needed: readonly string[] },
  ask: Ask,
  askAlone: (scope: string, signedIn: JudgedResult) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const whole = await ask(wanted.all);
  if (whole.ok || !ofPermissions.has(whole.failure.code)) return whole;
  const signedIn = await ask(wanted.needed);
  if (!signedIn.ok) return signedIn;
  const lacking: string[] = [];
  for (const scope of wanted.all.filter((one) => !wanted.needed.includes(one))) {
    const alone = await askAlone(scope, signedIn.value);
    // MSAL tells a request that was broken off as a network that failed.
    if (signal.aborted) return err(failure('auth/cancelled'));
    if (alone.ok) lacking.push(...alone.value.lacking);
    else if (isNotGiven(alone.failure.code)) lacking.push(scope);
    else return alone;
  }
  return ok({ ...signedIn.value, lacking });
}

/** Alone, what is left out of the answer is the one that was asked for. */
function isNotGiven(code: FailureCode): boolean {
  return code === 'auth/scopes-missing' || ofPermissions.has(code);
}
