import * as v from 'valibot';
import type { PerUserMfaState } from '../../shared/entra/per-user-mfa';
import { isJsonObject, type Json } from '../../shared/json';
import { read, type Read, type Snapshot, type UnreadReason } from '../../shared/tenant/snapshot';
import type { Steps } from '../ports/in-turns';

const states: readonly PerUserMfaState[] = [
  'disabled',
  'enabled',
  'enforced',
  'unknown',
  'notApplicable',
];

type States = Extract<Snapshot['perUserMfa'], { readonly kind: 'read' }>['value'];

/** Rows are `[user id, state]`. */
export function* statesOf(
  reason: UnreadReason | null,
  pages: Iterable<readonly Json[]>,
  how: Omit<States, 'states'>,
): Steps<Snapshot['perUserMfa']> {
  if (reason !== null) return { kind: 'unread', reason };
  const byUser: Record<string, PerUserMfaState> = {};
  for (const page of pages) {
    for (const row of page) {
      if (!Array.isArray(row)) continue;
      const [userId, value] = row as readonly Json[];
      const state = states.find((known) => known === value) ?? 'unknown';
      if (typeof userId === 'string') byUser[userId] = state;
    }
    yield;
  }
  return read({ ...how, states: byUser });
}

/** Rows are `[user id, names, …]` or `[user id, null, reason]`. */
export function* methodsOf(
  unreadAs: UnreadReason | null,
  pages: Iterable<readonly Json[]>,
): Steps<Snapshot['userMethods']> {
  const byUser: Record<string, Read<readonly string[]>> = {};
  for (const page of unreadAs === null ? pages : []) {
    for (const row of page) {
      const [userId, names, reason] = Array.isArray(row) ? (row as readonly Json[]) : [];
      if (typeof userId !== 'string') continue;
      const parsed = v.safeParse(v.array(v.string()), names);
      byUser[userId] = parsed.success ? read(parsed.output) : toUnreadRow(reason);
    }
    yield;
  }
  return byUser;
}

/** Rows are `[user id, reason]`. */
export function reasonsOf<const Name extends string>(
  name: Name,
  rows: Read<readonly Json[]>,
): { readonly [Key in Name]?: Readonly<Record<string, UnreadReason>> } {
  const byUser: Record<string, UnreadReason> = {};
  for (const row of rows.kind === 'read' ? rows.value : []) {
    const [userId, reason] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId === 'string') byUser[userId] = toUnreadRow(reason).reason;
  }
  const isNone = Object.keys(byUser).length === 0;
  return (isNone ? {} : { [name]: byUser }) as { readonly [Key in Name]?: typeof byUser };
}

/** Rows are `[user id, ISO instant or null]` or `[user id, null, reason]`. */
export function lastSignInOf(rows: Read<readonly Json[]>): Snapshot['lastSignIn'] {
  const byUser: Record<string, Read<string | null>> = {};
  for (const row of rows.kind === 'read' ? rows.value : []) {
    const [userId, at, reason] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId !== 'string') continue;
    if (reason !== undefined) byUser[userId] = toUnreadRow(reason);
    else byUser[userId] = read(typeof at === 'string' ? at : null);
  }
  return byUser;
}

/** Rows are as of `lastSignInOf`; those left are user ids that were not asked. Nobody asked: no field. */
export function defaultMethodsOf(
  rows: Read<readonly Json[]>,
  left: Read<readonly Json[]>,
): Pick<Snapshot, 'defaultMethods'> {
  const notAsked = { kind: 'unread', reason: { code: 'notAsked' } } as const;
  const others = (left.kind === 'read' ? left.value : []).flatMap((userId) =>
    typeof userId === 'string' ? [[userId, notAsked] as const] : [],
  );
  const defaultMethods = { ...lastSignInOf(rows), ...Object.fromEntries(others) };
  return Object.keys(defaultMethods).length === 0 ? {} : { defaultMethods };
}

function toUnreadRow(reason: Json | undefined): {
  readonly kind: 'unread';
  readonly reason: UnreadReason;
} {
  if (!isJsonObject(reason)) return { kind: 'unread', reason: { code: 'malformed' } };
  return { kind: 'unread', reason: reason as unknown as UnreadReason };
}
