import { classifyMethod } from '../../shared/assess/allowed-methods';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import { readsInBatch } from '../graph/reads-by-id';
import { readByPerson, reasonOf } from './read-by-person';
import { mostAsked } from './read-sms-sign-in';
import { type Tour, type TourResult } from './tour';
import { eachRowRead, rowsRead } from './tour-rows';

const path = 'defaultMethods';
const leftPath = 'defaultMethodsLeft';
const field = 'userPreferredMethodForSecondaryAuthentication';

/**
 * By which method people are asked whose row of the report is missing, as without P1
 * (PHONE-DEFAULT-PROMPT; beta "signInPreferences"). Only where the policy leaves that to them, and
 * only those who have a phone and something that lasts: of others the answer changes nothing. After
 * `mostAsked` the others are kept as not asked.
 */
export async function readDefaultMethods(tour: Tour): Promise<TourResult> {
  const { reading, board } = tour;
  const policy = rowsRead(reading, 'authenticationMethodsPolicy');
  const open = 'reason' in policy || !isPromptOff(policy.rows[0]) ? [] : withChoice(tour);
  const [asked, left] = [open.slice(0, mostAsked), open.slice(mostAsked)];
  if (asked.length === 0) return ok(undefined);
  const done = await readByPerson(tour, {
    ...{ source: 'userMethods', path, version: 'beta', userIds: asked },
    url: readsInBatch.signInPreferences,
    row: (userId, part): Json => {
      const reason = reasonOf(part);
      if (reason !== null) return [userId, null, { ...reason }];
      const told = part.kind === 'answer' ? preferredIn(part.answer.json) : undefined;
      return told === undefined ? [userId, null, { code: 'malformed' }] : [userId, told];
    },
  });
  if (!done.ok) return done;
  board.settled('userMethods', asked.length, null);
  if (left.length === 0 || reading.state(leftPath) !== null) return ok(undefined);
  return reading.page(leftPath, left, { kind: 'done' });
}

/** Microsoft managed and on choose for people; a state nobody knows here is not off. */
function isPromptOff(policy: Json | undefined): boolean {
  const preferences = isJsonObject(policy) ? policy['systemCredentialPreferences'] : undefined;
  return isJsonObject(preferences) && preferences['state'] === 'disabled';
}

/** Undefined: no answer to this. */
function preferredIn(body: Json | undefined): string | null | undefined {
  const told = isJsonObject(body) ? body[field] : undefined;
  return told === null || typeof told === 'string' ? told : undefined;
}

/** Ids of those whose methods were read one by one, and who have a choice between a phone and more. */
function withChoice({ reading }: Tour): readonly string[] {
  const found: string[] = [];
  for (const row of eachRowRead(reading, 'userMethods')) {
    const [userId, names] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId !== 'string' || !Array.isArray(names)) continue;
    const kinds = new Set(
      (names as readonly Json[]).map((name) =>
        typeof name === 'string' ? classifyMethod(name) : '',
      ),
    );
    if (kinds.has('surviving') && kinds.has('phone')) found.push(userId);
  }
  return found.sort();
}
