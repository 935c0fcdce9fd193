import { failure, type Failure, type FailureCode } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { scopesMissing } from './scopes-missing';
import type { JudgedResult } from './judge-result';
import { lossOf } from './scopes';

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
 * Asks for all of these; where one is refused, for those that everything needs, for each other one
 * apart, without a browser, and for what is given of them. `lacking` of the answer: what was refused
 * or left out. A failure that is not about a permission ends it: nothing would be
 * known of the rest. Where what is needed is refused, or a permission to change that was asked for,
 * `auth/scopes-missing` names it.
 * @param wanted in full, as the cloud names them
 * @param askSilently of the account that the answer is about (null: of the one that is signed in);
 * never from memory, which may hold what was given before
 */
export async function askForAll(
  wanted: { readonly all: readonly string[]; readonly needed: readonly string[] },
  ask: Ask,
  askSilently: (scopes: readonly string[], signedIn: JudgedResult | null) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const whole = await ask(wanted.all);
  if (whole.ok || !ofPermissions.has(whole.failure.code)) return whole;
  const askEach = (some: readonly string[], signedIn: JudgedResult | null) =>
    refusedOf(some, (scope) => askSilently([scope], signedIn), signal);
  // Nobody is asked what the sign-in that stands can tell; then a person answers the last question.
  const known = await askSilently(wanted.needed, null);
  if (signal.aborted) return err(failure('auth/cancelled'));
  const signedIn = known.ok ? known : await ask(wanted.needed);
  if (!signedIn.ok) {
    if (!ofPermissions.has(signedIn.failure.code)) return signedIn;
    const refused = await askEach(wanted.needed, null);
    // All of it refused, or nobody to ask about: the tenant has agreed to nothing that is known.
    const names = refused.ok ? refused.value : [];
    const isSome = names.length > 0 && names.length < wanted.needed.length;
    return isSome ? err(refusedFailure(names, signedIn.failure)) : signedIn;
  }
  const rest = wanted.all.filter((one) => !wanted.needed.includes(one));
  const refused = await askEach(rest, signedIn.value);
  if (!refused.ok) return refused;
  const lacking = refused.value;
  if (lossOf(lacking) !== 'reading') return err(refusedFailure(lacking, whole.failure));
  const given = wanted.all.filter((one) => !lacking.includes(one));
  const answer = await (known.ok ? ask(given) : askSilently(given, signedIn.value));
  if (signal.aborted) return err(failure('auth/cancelled'));
  if (!answer.ok) return answer;
  return ok({ ...answer.value, lacking: [...lacking, ...answer.value.lacking] });
}

/** Those of some permissions that are not given, each asked about alone. */
async function refusedOf(
  scopes: readonly string[],
  askAlone: (scope: string) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Result<string[], Failure>> {
  const refused: string[] = [];
  for (const scope of scopes) {
    const alone = await askAlone(scope);
    // MSAL tells a request that was broken off as a network that failed.
    if (signal.aborted) return err(failure('auth/cancelled'));
    if (alone.ok) refused.push(...alone.value.lacking);
    else if (isNotGiven(alone.failure.code)) refused.push(scope);
    else return alone;
  }
  return ok(refused);
}

/** Alone, what is left out of the answer is the one that was asked for. */
function isNotGiven(code: FailureCode): boolean {
  return code === 'auth/scopes-missing' || ofPermissions.has(code);
}

/** @param reason what the service said of them together */
function refusedFailure(scopes: readonly string[], { values }: Failure): Failure {
  const { code, trace } = { code: '–', trace: '–', ...values };
  return scopesMissing(scopes, { code, trace });
}
