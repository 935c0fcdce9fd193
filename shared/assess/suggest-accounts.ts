import { roleTemplateIds } from '../entra/directory-role';
import type { User } from '../entra/user';
import type { Answers } from '../tenant/answer';
import { valueAt, type AnswerPath } from '../tenant/answer-paths';
import { indexAccounts, resolveSelectors } from '../tenant/resolve-selectors';
import type { Snapshot } from '../tenant/snapshot';
import { declaredListNames, selectorsOf } from './declared-accounts';
import { compareText } from './make-finding';
import { guestTypeOf, valueOf } from './membership';
import { mostExcluded } from './suggestions/most-excluded';
import { nameHint } from './suggestions/name-hints';

/** Why an account is worth the question; `suggest_reason_<snake case>` puts it into words. */
export interface SuggestionReason {
  readonly key:
    | 'excluded'
    | 'globalAdministrator'
    | 'unlicensed'
    | 'name'
    | 'legacySignIn'
    | 'storedPassword'
    | 'syncName';
  readonly values: Readonly<Record<string, string>>;
}

/** An account that may belong into one list of the answers. Nothing is taken by itself. */
export interface Suggestion {
  readonly path: AnswerPath;
  readonly id: string;
  readonly upn: string;
  readonly name: string;
  readonly reasons: readonly SuggestionReason[];
}

const modernClients: ReadonlySet<string> = new Set([
  '',
  'browser',
  'mobile apps and desktop clients',
  'unknown',
]);

interface Seen {
  readonly legacy: ReadonlyMap<string, string>;
  readonly stored: ReadonlySet<string>;
}

/** Sign-ins of the last 30 days by older clients, and with a stored password. */
function signInsOf(snapshot: Snapshot): Seen {
  const legacy = new Map<string, string>();
  const stored = new Set<string>();
  for (const { userId, clientAppUsed, authenticationProtocol } of valueOf(snapshot.signIns) ?? []) {
    if (userId === null) continue;
    if (authenticationProtocol?.toLowerCase() === 'ropc') stored.add(userId);
    const client = clientAppUsed ?? '';
    if (!modernClients.has(client.toLowerCase())) legacy.set(userId, client);
  }
  const { legacySignIns } = snapshot;
  const older = legacySignIns === undefined ? null : valueOf(legacySignIns);
  // Rows are sorted by person and client: the first one named stays, whatever the order of reading.
  for (const { userId, clientAppUsed } of older?.rows ?? []) {
    if (!legacy.has(userId)) legacy.set(userId, clientAppUsed);
  }
  return { legacy, stored };
}

function reason(
  key: SuggestionReason['key'],
  values: SuggestionReason['values'] = {},
): SuggestionReason {
  return { key, values };
}

/** Accounts some list names already: nothing is left to ask about them. */
function namedAlready(answers: Answers | null, snapshot: Snapshot): ReadonlySet<string> {
  if (answers === null) return new Set();
  const index = indexAccounts(snapshot);
  return new Set(
    declaredListNames.flatMap((list) =>
      (selectorsOf(answers, list) ?? []).flatMap((selector) => {
        const found = resolveSelectors([selector], index, list);
        return found.ok ? [...found.value.ids] : [];
      }),
    ),
  );
}

/** Answered "none": whoever answered has decided about every account. */
function isRuledOut(answers: Answers | null, path: AnswerPath): boolean {
  const value = valueAt(answers, path);
  return Array.isArray(value) && value.length === 0;
}

type Judge = (user: User) => Omit<Suggestion, 'id' | 'upn' | 'name'> | null;

function judgeOf(snapshot: Snapshot): Judge {
  const excluded = mostExcluded(snapshot);
  const { legacy, stored } = signInsOf(snapshot);
  const roles = valueOf(snapshot.roles) ?? [];
  const synchronizing = new Set(
    roles
      .filter((one) => one.roleTemplateId === roleTemplateIds.directorySynchronizationAccounts)
      .map((one) => one.userId),
  );
  const administrators = new Set(roles.map((one) => one.userId));
  const globals = new Set(
    roles
      .filter(
        (one) =>
          one.roleTemplateId === roleTemplateIds.globalAdministrator && one.assignment === 'active',
      )
      .map((one) => one.userId),
  );
  return (user) => {
    if (synchronizing.has(user.id)) return null;
    const count = excluded.byUser.get(user.id.toLowerCase());
    if (count !== undefined) {
      const total = String(excluded.policies);
      const reasons = [reason('excluded', { count: String(count), total })];
      if (globals.has(user.id)) reasons.push(reason('globalAdministrator'));
      return { path: 'accounts.emergencyAccess', reasons };
    }
    if (/^sync_/i.test(user.userPrincipalName)) {
      return { path: 'accounts.syncAccounts', reasons: [reason('syncName')] };
    }
    const hint = nameHint(user.userPrincipalName, user.displayName);
    const plans = user.assignedPlans;
    const isUnlicensed = plans?.every((plan) => plan.capabilityStatus === 'Deleted') === true;
    const client = legacy.get(user.id) ?? legacy.get(user.id.toLowerCase());
    const reasons = [
      ...(hint === null ? [] : [reason('name', { word: hint.word })]),
      ...(client === undefined ? [] : [reason('legacySignIn', { client })]),
      ...(stored.has(user.id) ? [reason('storedPassword')] : []),
      ...(isUnlicensed ? [reason('unlicensed')] : []),
    ];
    if (client !== undefined || stored.has(user.id)) {
      const isShared = hint?.path === 'accounts.sharedAccounts';
      return { path: isShared ? hint.path : 'accounts.serviceAccounts', reasons };
    }
    const path = hint?.path ?? null;
    // A licensed "sales@" is mostly somebody's own; administrators often have no licence.
    if (path !== null && path !== 'accounts.sharedMailboxes') return { path, reasons };
    if (!isUnlicensed || administrators.has(user.id)) return null;
    return { path: 'accounts.sharedMailboxes', reasons };
  };
}

/**
 * Accounts worth a question (answers.md 2), each in one list, with the reasons; sorted by list and
 * address; those left out by most policies and those seen to sign in so come first. Linear in the accounts.
 */
export function suggestAccounts(
  snapshot: Snapshot,
  answers: Answers | null,
): readonly Suggestion[] {
  const users = valueOf(snapshot.users) ?? [];
  const known = namedAlready(answers, snapshot);
  const judge = judgeOf(snapshot);
  const found = users.flatMap((user): readonly Suggestion[] => {
    if (user.accountEnabled === false || known.has(user.id) || guestTypeOf(user) !== null)
      return [];
    const judged = judge(user);
    if (judged === null || isRuledOut(answers, judged.path)) return [];
    const { id, userPrincipalName: upn, displayName } = user;
    return [{ ...judged, id, upn, name: displayName ?? upn }];
  });
  const excludedBy = (one: Suggestion): number => Number(one.reasons[0]?.values['count'] ?? 0);
  const wasSeen = (one: Suggestion): number =>
    one.reasons.some(({ key }) => key === 'legacySignIn' || key === 'storedPassword') ? 1 : 0;
  return found.sort(
    (a, b) =>
      compareText(a.path, b.path) ||
      excludedBy(b) - excludedBy(a) ||
      wasSeen(b) - wasSeen(a) ||
      compareText(a.upn, b.upn),
  );
}
