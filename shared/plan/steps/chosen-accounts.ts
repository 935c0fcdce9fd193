import { failure, type Failure } from '../../diagnostic';
import { err, ok, type Result } from '../../result';
import type { Choices } from '../../tenant/choice';
import { indexAccounts, resolveSelectors } from '../../tenant/resolve-selectors';
import type { Snapshot } from '../../tenant/snapshot';

type Path = NonNullable<Choices['accountPaths']>[number]['value'];
type FrontlineWay = NonNullable<Choices['frontline']>[number]['value'];

/** Accounts that recorded choices name, by what was chosen for them; ids sorted, the first wins. */
export interface ChosenAccounts {
  readonly paths: ReadonlyMap<string, Path>;
  readonly frontline: ReadonlyMap<string, FrontlineWay>;
}

/**
 * Who is meant by `accountPaths` and `frontline`. Failures: those of `resolveSelectors`, and
 * `input/choices-invalid` where a group's members were not read.
 */
export function chosenAccounts(
  choices: Choices,
  snapshot: Snapshot,
): Result<ChosenAccounts, Failure> {
  const index = indexAccounts(snapshot);
  const ways = <Value extends string>(
    field: 'accountPaths' | 'frontline',
    entries: readonly { readonly value: Value; readonly accounts: Accounts }[],
  ): Result<ReadonlyMap<string, Value>, Failure> => {
    const found = new Map<string, Value>();
    for (const [place, { value, accounts }] of entries.entries()) {
      const at = `${field}[${String(place)}]`;
      const resolved = resolveSelectors(accounts, index, `${at}.accounts`);
      if (!resolved.ok) return resolved;
      if (!resolved.value.isComplete) {
        const values = { place: at, expected: 'group_members_read' };
        return err(failure('input/choices-invalid', values));
      }
      for (const id of resolved.value.ids) if (!found.has(id)) found.set(id, value);
    }
    return ok(found);
  };
  const paths = ways('accountPaths', choices.accountPaths ?? []);
  if (!paths.ok) return paths;
  const frontline = ways('frontline', choices.frontline ?? []);
  if (!frontline.ok) return frontline;
  return ok({ paths: paths.value, frontline: frontline.value });
}

type Accounts = NonNullable<Choices['accountPaths']>[number]['accounts'];
