import { survivingMethods } from '../../shared/assess/allowed-methods';
import { judgePeople } from '../../shared/assess/judge-people';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { read, type Snapshot } from '../../shared/tenant/snapshot';
import type { Engine, Run } from './engine';
import type { Fresh } from './fresh-data';
import { readOwnMethods } from './read-own-methods';

export interface Registered {
  readonly ready: ReadonlySet<string>;
  /** Who could not be read: of them nothing is known. */
  readonly unread: ReadonlySet<string>;
}

/**
 * Of the people named, those who hold a method that stays and is allowed to them, from their own
 * methods as Graph lists them now: the report may be a day and a half old. Somebody who could not
 * be read is not among them, and counted apart; somebody who is gone has nothing.
 */
export async function registeredPeople(
  engine: Engine,
  run: Run,
  fresh: Fresh,
  userIds: readonly string[],
): Promise<Result<Registered, Failure>> {
  const methods = await readOwnMethods(engine, run, userIds);
  if (!methods.ok) return methods;
  const named = new Set(userIds);
  const { snapshot } = fresh;
  const current: Snapshot = {
    ...snapshot,
    registration:
      snapshot.registration.kind === 'read'
        ? read(snapshot.registration.value.filter((row) => !named.has(row.id)))
        : snapshot.registration,
    userMethods: { ...snapshot.userMethods, ...methods.value },
  };
  const judged = judgePeople({
    snapshot: current,
    answers: fresh.answers,
    choices: engine.plan.choices,
    asOf: new Date(fresh.takenAt).toISOString(),
  });
  if (!judged.ok) return judged;
  const isReady = (userId: string): boolean =>
    judged.value.byId.get(userId)?.allowedMethods?.some((name) => survivingMethods.has(name)) ===
    true;
  const isUnread = (userId: string): boolean => {
    const own = methods.value[userId];
    return own?.kind === 'unread' && own.reason.code !== 'notFound';
  };
  return ok({
    ready: new Set(userIds.filter(isReady)),
    unread: new Set(userIds.filter(isUnread)),
  });
}
