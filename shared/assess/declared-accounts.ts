import { failure, type Failure } from '../diagnostic';
import { err, ok, type Result } from '../result';
import type { AccountSelector } from '../tenant/account-selector';
import type { Answers } from '../tenant/answer';
import type { AnswerPath } from '../tenant/answer-paths';
import { resolveSelectors, type AccountIndex } from '../tenant/resolve-selectors';

/** Every list of accounts that the answers hold. */
export const declaredListNames = [
  'emergencyAccess',
  'sharedMailboxes',
  'roomMailboxes',
  'teamsRooms',
  'serviceAccounts',
  'sharedAccounts',
  'syncAccounts',
  'ropcAccounts',
  'pupils',
  'pupilsUnder13',
  'frontline',
  'sharedMobileDevices',
  'appPasswords',
  'npsUsers',
  'telephonyNeeds',
] as const;
export type DeclaredListName = (typeof declaredListNames)[number];

/** Accounts the answers name, by list. A list nobody answered is null: not asked, not empty. */
export interface DeclaredAccounts {
  readonly lists: Readonly<Record<DeclaredListName, ReadonlySet<string> | null>>;
  /** Lists that name a group whose members were not read. */
  readonly incomplete: readonly DeclaredListName[];
}

interface Source {
  readonly field: AnswerPath;
  readonly selectors: readonly AccountSelector[] | null | undefined;
}

/** A declared emergency access account without its drill and alert notes. */
function selectorOf(declared: AccountSelector): AccountSelector {
  if ('id' in declared) return { id: declared.id };
  if ('upn' in declared) return { upn: declared.upn };
  return 'upnPattern' in declared ? { upnPattern: declared.upnPattern } : { group: declared.group };
}

function sourcesOf(answers: Answers | null): Readonly<Record<DeclaredListName, Source>> {
  const { accounts, populations, infrastructure, telephony } = answers ?? {};
  const account = (name: Exclude<keyof NonNullable<typeof accounts>, 'by' | 'at'>): Source => ({
    field: `accounts.${name}`,
    selectors: accounts?.[name]?.map(selectorOf),
  });
  const population = (
    name: Exclude<keyof NonNullable<typeof populations>, 'by' | 'at'>,
  ): Source => ({
    field: `populations.${name}`,
    selectors: populations?.[name],
  });
  return {
    emergencyAccess: account('emergencyAccess'),
    sharedMailboxes: account('sharedMailboxes'),
    roomMailboxes: account('roomMailboxes'),
    teamsRooms: account('teamsRooms'),
    serviceAccounts: account('serviceAccounts'),
    sharedAccounts: account('sharedAccounts'),
    syncAccounts: account('syncAccounts'),
    ropcAccounts: account('ropcAccounts'),
    pupils: population('pupils'),
    pupilsUnder13: population('pupilsUnder13'),
    frontline: population('frontline'),
    sharedMobileDevices: population('sharedMobileDevices'),
    appPasswords: {
      field: 'appPasswords.accounts',
      selectors: answers?.appPasswords?.accounts,
    },
    npsUsers: {
      field: 'infrastructure.npsExtension.users',
      selectors: infrastructure?.npsExtension?.users,
    },
    telephonyNeeds: {
      field: 'telephony.needs',
      selectors: telephony?.needs?.flatMap((need) => need.accounts),
    },
  };
}

/** The path of a list in the answers. */
export function declaredPath(list: DeclaredListName): AnswerPath {
  return sourcesOf(null)[list].field;
}

/** What a list of the answers names; null where it was not answered. */
export function selectorsOf(
  answers: Answers,
  list: DeclaredListName,
): readonly AccountSelector[] | null {
  return sourcesOf(answers)[list].selectors ?? null;
}

/**
 * Resolves every list of the answers. Errors: those of `resolveSelectors`; and
 * `input/answers-invalid` when an emergency access account stands in another list (answers.md 1).
 */
export function resolveDeclared(
  answers: Answers | null,
  index: AccountIndex,
): Result<DeclaredAccounts, Failure> {
  const sources = sourcesOf(answers);
  const lists: Partial<Record<DeclaredListName, ReadonlySet<string> | null>> = {};
  const incomplete: DeclaredListName[] = [];
  for (const name of declaredListNames) {
    const { field, selectors } = sources[name];
    if (selectors === undefined || selectors === null) {
      lists[name] = null;
      continue;
    }
    const resolved = resolveSelectors(selectors, index, field);
    if (!resolved.ok) return resolved;
    lists[name] = resolved.value.ids;
    if (!resolved.value.isComplete) incomplete.push(name);
    const doubled = [...(lists.emergencyAccess ?? [])].find(
      (id) => name !== 'emergencyAccess' && resolved.value.ids.has(id),
    );
    if (doubled !== undefined) {
      const values = { place: field, expected: 'no_emergency_access', account: doubled };
      return err(failure('input/answers-invalid', values));
    }
  }
  return ok({ lists: lists as DeclaredAccounts['lists'], incomplete });
}
