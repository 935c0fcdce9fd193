import type { Answers } from '../tenant/answer';
import { valueAt, type AnswerPath } from '../tenant/answer-paths';
import type { Snapshot } from '../tenant/snapshot';
import { seenAtMfaClient } from './findings/hybrid';
import { guestTypeOf, valueOf } from './membership';

/** A question to ask before the others, and why: products, or sign-ins. */
export interface AskFirst {
  readonly path: AnswerPath;
  /** Part numbers of the licences, sorted; empty where sign-ins are why. */
  readonly licences: readonly string[];
  /** Accounts whose sign-ins are why; 0 where licences are. */
  readonly seen: number;
}

/** Licences for pupils and for frontline staff by Microsoft's part numbers. */
const populations: readonly (readonly [AnswerPath, RegExp])[] = [
  ['populations.pupils', /STUDENT|STUUSEBNFT|_STU_/i],
  [
    'populations.frontline',
    /^(SPE_F1|SPE_F3|SPE_F5|M365_F1|M365_F3|DESKLESS|MICROSOFT_365_F[13]|OFFICE_365_F3)/i,
  ],
];

/**
 * Pupils and frontline staff are asked about first where such licences are there, the NPS extension
 * where sign-ins look like it (answers.md 2).
 */
export function askFirst(snapshot: Snapshot, answers: Answers | null): readonly AskFirst[] {
  const owned = (valueOf(snapshot.subscribedSkus) ?? []).flatMap((one) => one.skuPartNumber ?? []);
  const byLicence = populations.flatMap(([path, pattern]) => {
    if ((valueAt(answers, path) ?? null) !== null) return [];
    const licences = owned.filter((name) => pattern.test(name)).sort();
    return licences.length === 0 ? [] : [{ path, licences, seen: 0 }];
  });
  const isOpen = (answers?.infrastructure?.npsExtension?.present ?? null) === null;
  const seen = isOpen ? seenAtMfaClient(snapshot) : 0;
  const nps: AskFirst = { path: 'infrastructure.npsExtension', licences: [], seen };
  return seen === 0 ? byLicence : [...byLicence, nps];
}

/** Who may reset passwords, as the registration report counts it: a hint for the scope. */
export interface ResetHint {
  readonly enabled: number;
  readonly of: number;
}

/** Null: the report was not read, or says it of nobody. Guests and disabled accounts do not count. */
export function passwordResetHint(snapshot: Snapshot): ResetHint | null {
  const rows = valueOf(snapshot.registration);
  const users = valueOf(snapshot.users);
  if (rows === null || users === null) return null;
  const counted = new Set(
    users
      .filter((user) => user.accountEnabled !== false && guestTypeOf(user) === null)
      .map((user) => user.id),
  );
  const told = rows.filter((row) => counted.has(row.id) && row.isSsprEnabled !== null);
  if (told.length === 0) return null;
  return { enabled: told.filter((row) => row.isSsprEnabled === true).length, of: told.length };
}
