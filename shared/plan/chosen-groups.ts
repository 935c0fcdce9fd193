import { failure, type Failure } from '../diagnostic';
import { isGuid } from '../ids';
import { err, ok, type Result } from '../result';
import type { Choices } from '../tenant/choice';
import type { Snapshot } from '../tenant/snapshot';
import { rolloutGroupWord, unsuitedPeopleWord } from './chosen-words';

const ownWords: readonly string[] = ['all_users', rolloutGroupWord];
type Groups = Pick<Snapshot, 'groups'>;

/**
 * The object id of a group that a choice names by id or by display name; null: an id whose group is
 * gone. Failure `input/choices-invalid`: a name that stands for no group, or for several.
 */
export function chosenGroupId(
  name: string,
  place: string,
  { groups }: Groups,
): Result<string | null, Failure> {
  const listed = groups.kind === 'read' ? groups.value : null;
  const byId = isGuid(name) ? name.toLowerCase() : null;
  const named = (listed ?? []).filter(
    (one) => one.id.toLowerCase() === byId || one.displayName === name,
  );
  const [group] = named;
  if (named.length > 1 || (byId === null && group === undefined)) {
    const expected = named.length > 1 ? 'unambiguous_group' : 'group_there';
    return err(failure('input/choices-invalid', { place, expected, group: name }));
  }
  return ok(group?.id ?? (listed === null ? byId : null));
}

/**
 * The choices about system-preferred authentication and the registration campaign with object ids
 * for the groups they name. An excluded group that is gone leaves nobody out; an included one that
 * is gone is refused. Failure `input/choices-invalid` (`place`, `expected`, `group`).
 */
export function withGroupIds(choices: Choices, snapshot: Groups): Result<Choices, Failure> {
  let refused: Failure | null = null;
  const idsOf = (names: readonly string[], place: string, isIncluded: boolean): string[] =>
    names.flatMap((name) => {
      if (ownWords.includes(name)) return [name];
      const found = chosenGroupId(name, place, snapshot);
      if (found.ok && found.value !== null) return [found.value];
      if (!found.ok) refused ??= found.failure;
      else if (isIncluded) {
        const values = { place, expected: 'group_there', group: name };
        refused ??= failure('input/choices-invalid', values);
      }
      return [];
    });
  const { systemPreferred: preferred, registrationCampaign: campaign } = choices;
  const found: Choices = { ...choices };
  if (preferred !== undefined) {
    const { exclude, ...rest } = preferred;
    const [include = preferred.include] = idsOf([rest.include], 'systemPreferred.include', true);
    const isNamed = exclude !== undefined && exclude !== unsuitedPeopleWord;
    const [out] = isNamed ? idsOf([exclude], 'systemPreferred.exclude', false) : [exclude];
    found.systemPreferred = { ...rest, include, ...(out === undefined ? {} : { exclude: out }) };
  }
  if (campaign !== undefined) {
    found.registrationCampaign = {
      ...campaign,
      include: idsOf(campaign.include, 'registrationCampaign.include', true),
      exclude: idsOf(campaign.exclude, 'registrationCampaign.exclude', false),
    };
  }
  return refused === null ? ok(found) : err(refused);
}
