import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import type { CallInput } from '../../shared/ipc/contract-types';
import { rolloutGroupWord, unsuitedPeopleWord } from '../../shared/plan/chosen-words';
import { err, type Result } from '../../shared/result';
import { choicesSchema } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { saveChoices } from './save-choices';
import { signed } from './sign-choice';
import type { Workspace } from './workspace';

type Change = CallInput<'policy.setPrompt'>;

/** Names that stand for one group each: where two groups share one, nothing says which is meant. */
export function ownGroupNames({ groups }: Pick<Snapshot, 'groups'>): readonly string[] {
  if (groups.kind !== 'read') return [];
  const counts = new Map<string, number>();
  for (const { displayName } of groups.value) {
    if (displayName !== null) counts.set(displayName, (counts.get(displayName) ?? 0) + 1);
  }
  return [...counts].flatMap(([name, count]) => (count === 1 ? name : [])).sort();
}

/**
 * System-preferred authentication, registration campaign or passkey opt-out, for everyone, ring by
 * ring or for groups of the tenant. `leave` takes the choice back. `input/choices-invalid`: a group
 * nobody knows by that name alone, or more of them than the setting takes.
 */
export function choosePrompt(
  workspace: Workspace,
  { setting, value, reason, groups }: Change,
): Result<void, Failure> {
  const { choices } = workspace;
  const others = Object.fromEntries(Object.entries(choices).filter(([name]) => name !== setting));
  const stamp = signed(workspace, reason.trim() === '' ? 'New policy' : reason);
  const everyone = {
    systemPreferred: { include: 'all_users' },
    registrationCampaign: { include: ['all_users'], exclude: [] },
    passkeyOptOut: {},
  };
  const named = groups === undefined ? {} : targetsOf(workspace, setting, groups);
  if (named === null)
    return err(failure('input/choices-invalid', { place: setting, expected: 'group' }));
  const { exclude: _, ...before } = { exclude: null, ...choices[setting] };
  const kept = groups === undefined ? choices[setting] : before;
  const chosen = { ...everyone[setting], ...kept, ...named, value, ...stamp };
  const next: unknown = value === 'leave' ? others : { ...others, [setting]: chosen };
  const parsed = v.safeParse(choicesSchema, next);
  if (!parsed.success) {
    return err(failure('input/choices-invalid', { place: setting, expected: value }));
  }
  return saveChoices(workspace, parsed.output);
}

/** Include and exclude as the setting's choice has them; null: it cannot be for these. */
function targetsOf(
  { snapshot }: Workspace,
  setting: Change['setting'],
  { include, exclude }: NonNullable<Change['groups']>,
): object | null {
  const known = new Set(snapshot === null ? [] : ownGroupNames(snapshot));
  const isKnown = (name: string): boolean => known.has(name);
  const isWord = (name: string): boolean => name === 'all_users' || name === rolloutGroupWord;
  const isOut = (name: string): boolean =>
    isKnown(name) || (setting === 'systemPreferred' && name === unsuitedPeopleWord);
  if (!include.every((name) => isWord(name) || isKnown(name)) || !exclude.every(isOut)) return null;
  const [first, ...more] = include;
  if (first === undefined || include.some((name) => exclude.includes(name))) return null;
  if (setting === 'registrationCampaign') return { include, exclude };
  if (setting === 'passkeyOptOut' || more.length > 0 || exclude.length > 1) return null;
  return { include: first, ...(exclude[0] === undefined ? {} : { exclude: exclude[0] }) };
}
