import type { Answers } from '../../shared/tenant/answer';
import { stampChanges, windowSigner } from '../../shared/tenant/entered';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { namedInJournal } from '../rollout/named-accounts';
import type { Workspace } from './workspace';

/**
 * Takes emergency access accounts that were named and checked during the rollout over into the
 * answers, once a reading shows them: nobody is asked again for what they have told. Answers may
 * name only what the snapshot holds, so not before.
 */
export function adoptNamedAccounts(workspace: Workspace): void {
  const { snapshot } = workspace;
  const named = namedBy(workspace);
  if (snapshot === null || named.length === 0) return;
  const before = workspace.store.answers.get();
  const after = withNamed(before, named, snapshot);
  if (after === before || after === null) return;
  const { account } = workspace.connect;
  const stamp = { by: account === '' ? windowSigner : account, at: workspace.nowIso() };
  workspace.store.answers.save(stampChanges(before, after, stamp));
}

/** Also after a start that has opened no engine: who only reads takes no lock and recovers nothing. */
function namedBy({ rollout, store }: Workspace): readonly string[] {
  if (rollout.rollout !== null) return rollout.rollout.namedEmergencyAccess();
  return rollout.plan === null ? [] : namedInJournal(store, rollout.plan);
}

/** The answers with these accounts added by name; none to add: the same object. */
export function withNamed(
  answers: Answers | null,
  ids: readonly string[],
  { users }: Pick<Snapshot, 'users'>,
): Answers | null {
  if (users.kind !== 'read') return answers;
  const declared = answers?.accounts?.emergencyAccess ?? [];
  const wanted = new Set(ids);
  const added = users.value
    .filter(({ id, userPrincipalName: upn }) => {
      if (!wanted.has(id)) return false;
      return !declared.some(
        (one) => ('id' in one && one.id === id) || ('upn' in one && one.upn === upn),
      );
    })
    .map(({ userPrincipalName }) => ({ upn: userPrincipalName }));
  if (added.length === 0) return answers;
  return {
    ...(answers ?? { schema: 'causeway-answers/1' }),
    accounts: { ...answers?.accounts, emergencyAccess: [...declared, ...added] },
  };
}
