import * as v from 'valibot';
import { failure, withOthers, type Failure } from '../../shared/diagnostic';
import { isGuid } from '../../shared/ids';
import { isJsonObject } from '../../shared/json';
import { unsuitedPeopleWord } from '../../shared/plan/chosen-words';
import { err, ok, type Result } from '../../shared/result';
import { accountSelectorSchema, type AccountSelector } from '../../shared/tenant/account-selector';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import {
  indexAccounts,
  resolveSelectors,
  type AccountIndex,
} from '../../shared/tenant/resolve-selectors';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { nearest } from '../files/nearest';
import type { CliContext } from './context';
import { inFile } from '../files/parse-plan-file';
import { textOf } from './option-values';
import { fileOfChoice } from './ring-list';

/** A name of an account or group, and where it stands in its file. */
interface Named<Value> {
  readonly place: string;
  readonly value: Value;
}

/**
 * Accounts and groups that `--answers` and `--choices` name, looked up in the tenant that was read.
 * Every one that is not there is told with its file and place: planning would otherwise stop at
 * the first, or take another group than the one meant. Answers of another tenant are told as such.
 */
export function checkNamed(
  context: CliContext,
  documents: { readonly answers: Answers | null; readonly choices: Choices },
  snapshot: Snapshot,
): Result<void, Failure> {
  const { answers, choices } = documents;
  const expected = answers?.tenantId?.toLowerCase();
  if (expected !== undefined && expected !== snapshot.tenantId.toLowerCase()) {
    const file = textOf(context, 'answers') ?? '';
    return err(failure('plan/wrong-tenant', { file, expected, actual: snapshot.tenantId }));
  }
  // As long as the tenant, and most documents name nobody.
  let index: AccountIndex | null = null;
  const lost = (document: unknown, fileOf: (place: string) => string): readonly Failure[] =>
    selectorsIn(document, '').flatMap(({ place, value }) => {
      index ??= indexAccounts(snapshot);
      const found = resolveSelectors([value], index, place);
      const told = { file: fileOf(place), ...(found.ok ? {} : found.failure.values) };
      return found.ok ? [] : [{ ...found.failure, values: told }];
    });
  const problems = withOthers([
    ...lost(answers, () => textOf(context, 'answers') ?? ''),
    ...lost(choices, (place) => fileOfChoice(context, place)),
    ...unknownGroups(choices, snapshot, textOf(context, 'choices') ?? ''),
    ...unknownMoves(choices, snapshot, textOf(context, 'choices') ?? ''),
  ]);
  return problems === null ? ok(undefined) : err(problems);
}

/** Names the file in a failure that is about answers or choices. */
export function inDocument<Value>(
  context: CliContext,
  result: Result<Value, Failure>,
): Result<Value, Failure> {
  if (result.ok) return result;
  const isChoice = /^input\/(choices-invalid|unknown-method)$/.test(result.failure.code);
  const isAnswer = result.failure.code === 'input/answers-invalid';
  const { place } = result.failure.values;
  const path = isAnswer
    ? textOf(context, 'answers')
    : isChoice
      ? fileOfChoice(context, typeof place === 'string' ? place : '')
      : undefined;
  return path === undefined || path === '' ? result : inFile(path, result);
}

/** Lists of accounts wherever they stand: entries that hold exactly one way to name somebody. */
function selectorsIn(value: unknown, place: string): readonly Named<AccountSelector>[] {
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).flatMap((item, index) => {
      const at = `${place}[${index}]`;
      const selector = selectorOf(item);
      return selector === null ? selectorsIn(item, at) : [{ place: at, value: selector }];
    });
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    selectorsIn(item, place === '' ? key : `${place}.${key}`),
  );
}

/** Emergency access accounts carry more than their name. */
function selectorOf(item: unknown): AccountSelector | null {
  if (!isJsonObject(item)) return null;
  const names = Object.entries(item).filter(([key]) => key !== 'lastDrill' && key !== 'alerting');
  const parsed = v.safeParse(accountSelectorSchema, Object.fromEntries(names));
  return parsed.success ? parsed.output : null;
}

/** Groups are compared as planning does: by id, or by the exact display name. */
function unknownGroups(choices: Choices, snapshot: Snapshot, file: string): readonly Failure[] {
  if (snapshot.groups.kind !== 'read') return [];
  const groups = snapshot.groups.value;
  const names = groups.flatMap(({ displayName }) => (displayName === null ? [] : [displayName]));
  return groupsIn(choices).flatMap(({ place, value }) => {
    if (value === 'all_users' || groups.some(({ id }) => id === value)) return [];
    const same = names.filter((name) => name === value).length;
    if (same === 1) return [];
    if (same > 1) {
      const expected = 'unambiguous_group';
      return [failure('input/choices-invalid', { file, place, expected, group: value })];
    }
    const near = nearest(value, names);
    const values = { file, selector: value, field: place, ...(near === null ? {} : { near }) };
    return [failure('input/selector-no-match', values)];
  });
}

/** Whoever is to change rings has to be there. */
function unknownMoves(choices: Choices, snapshot: Snapshot, file: string): readonly Failure[] {
  const moved = Object.keys(choices.ringMoves ?? {});
  if (snapshot.users.kind !== 'read' || moved.length === 0) return [];
  const known = new Set(snapshot.users.value.map((user) => user.id));
  return moved
    .filter((id) => !known.has(id))
    .map((id) => failure('input/selector-no-match', { file, selector: id, field: 'ringMoves' }));
}

const ownScopes: readonly string[] = ['rolloutGroup', 'transition'];

function groupsIn(choices: Choices): readonly Named<string>[] {
  const { methods, systemPreferred, registrationCampaign } = choices;
  const named = (place: string, value: string | undefined): readonly Named<string>[] =>
    value === undefined || ownScopes.includes(value) ? [] : [{ place, value }];
  return [
    ...Object.entries(methods ?? {}).flatMap(([id, { scope, exclude, readmit }]) => [
      ...named(`methods.${id}.scope`, scope),
      ...(exclude ?? []).flatMap((name, index) => named(`methods.${id}.exclude[${index}]`, name)),
      // By its id a group may come back in that is gone and that the policy still names.
      ...(readmit ?? []).flatMap((name, index) =>
        isGuid(name) ? [] : named(`methods.${id}.readmit[${index}]`, name),
      ),
    ]),
    ...named('systemPreferred.include', systemPreferred?.include),
    ...(systemPreferred?.exclude === unsuitedPeopleWord
      ? []
      : named('systemPreferred.exclude', systemPreferred?.exclude)),
    ...(registrationCampaign?.include ?? []).flatMap((name, index) =>
      named(`registrationCampaign.include[${index}]`, name),
    ),
    ...(registrationCampaign?.exclude ?? []).flatMap((name, index) =>
      named(`registrationCampaign.exclude[${index}]`, name),
    ),
  ];
}
