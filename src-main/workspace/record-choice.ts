import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { isSameMethod, methodIds } from '../../shared/entra/method-configuration';
import { configurationOf } from '../../shared/assess/allowed-methods';
import { methodChoice } from '../../shared/assess/method-choice';
import type { CallInput } from '../../shared/ipc/contract-types';
import type { Plan } from '../../shared/plan/plan';
import { err, type Result } from '../../shared/result';
import { choicesSchema, enforcements } from '../../shared/tenant/choice';
import { ownGroupNames } from './choose-prompt';
import { excludedIds, excludedToday, isScopeWord } from './method-group';
import { enforcementOptions } from './enforcement-options';
import type { Assessed } from './planning';
import { saveChoices } from './save-choices';
import { signed } from './sign-choice';
import type { Workspace } from './workspace';

/** Accepts a finding with a reason. Blockers and decisions can't be accepted (findings.md 3). */
export function acceptFinding(
  workspace: Workspace,
  assessed: Assessed,
  input: CallInput<'findings.accept'>,
): Result<void, Failure> {
  const finding = assessed.assessment.findings.find((item) => item.code === input.code);
  const isOpenToIt =
    finding !== undefined && finding.severity !== 'blocker' && finding.severity !== 'decision';
  if (!isOpenToIt || input.reason.trim() === '') {
    return err(failure('input/choices-invalid', { place: input.code, expected: 'reason' }));
  }
  const choices = workspace.choices;
  const others = (choices.accepted ?? []).filter((item) => item.code !== input.code);
  // Of these and nobody else: who comes later was not accepted.
  const subjects = finding.subjects.map(({ id }) => id);
  const accepted = [...others, { code: input.code, subjects, ...signed(workspace, input.reason) }];
  return saveChoices(workspace, { ...choices, accepted });
}

/** Records a decision of the Findings screen in the field its finding waits for. */
export function chooseForFinding(
  workspace: Workspace,
  { people }: Pick<Assessed, 'people'>,
  input: CallInput<'findings.choose'>,
): Result<void, Failure> {
  if (input.reason.trim() === '') {
    return err(failure('input/choices-invalid', { place: input.field, expected: 'reason' }));
  }
  const stamp = signed(workspace, input.reason);
  const choices = workspace.choices;
  const entry = { value: input.value, ...stamp };
  const next: unknown = (() => {
    switch (input.field) {
      case 'methods':
        return { ...choices, methods: { ...choices.methods, [input.subject]: entry } };
      case 'trustedIps':
        return {
          ...choices,
          trustedIps: replace(choices.trustedIps, 'range', input.subject, entry),
        };
      case 'federation':
        return {
          ...choices,
          federation: replace(choices.federation, 'domain', input.subject, entry),
        };
      case 'managedPolicy':
        return {
          ...choices,
          managedPolicy: replace(choices.managedPolicy, 'policyId', input.subject, entry),
        };
      case 'frontline':
      case 'telephony':
        return {
          ...choices,
          [input.field]: [
            ...(choices[input.field] ?? []),
            { ...entry, accounts: [{ id: input.subject }] },
          ],
        };
      case 'enforcement':
      case 'licences':
      case 'officePhone':
      case 'rememberMfa':
      case 'locationParity':
        return { ...choices, [input.field]: entry };
      default:
        return null;
    }
  })();
  const parsed = v.safeParse(choicesSchema, next);
  if (!parsed.success) {
    return err(failure('input/choices-invalid', { place: input.field, expected: input.value }));
  }
  return saveChoices(workspace, parsed.output, people);
}

function replace(
  list: readonly object[] | undefined,
  key: string,
  subject: string,
  entry: object,
): object[] {
  const others = (list ?? []).filter((item) => Reflect.get(item, key) !== subject);
  return [...others, { ...entry, [key]: subject }];
}

/**
 * On, off or leave for one method, and for whom; `proposed` takes the choice back. Failure
 * `input/choices-invalid`: a group nobody knows by that name alone.
 */
export function chooseMethod(
  workspace: Workspace,
  plan: Plan,
  input: CallInput<'policy.setMethod'>,
): Result<void, Failure> {
  if (!methodIds.some((id) => id === input.id)) {
    return err(
      failure('input/unknown-method', { method: input.id, place: 'methods', expected: '' }),
    );
  }
  const choices = workspace.choices;
  const others = Object.fromEntries(
    Object.entries(choices.methods ?? {}).filter(([id]) => !isSameMethod(id, input.id)),
  );
  const reason = input.reason.trim() === '' ? 'New policy' : input.reason;
  const scope = input.scope === undefined ? methodChoice(choices, input.id)?.scope : input.scope;
  const isNew = typeof input.scope === 'string' && !isScopeWord(input.scope);
  const { snapshot } = workspace;
  if (isNew && !(snapshot !== null && ownGroupNames(snapshot).includes(scope ?? ''))) {
    return err(failure('input/choices-invalid', { place: 'methods', expected: 'group' }));
  }
  const before = methodChoice(choices, input.id);
  const excluded = excludedOf(workspace, input, before?.exclude ?? []);
  if (excluded === null) {
    return err(failure('input/choices-invalid', { place: 'methods', expected: 'group' }));
  }
  const readmitted = readmittedOf(workspace, input, before?.readmit ?? []);
  if (readmitted === null) {
    return err(failure('input/choices-invalid', { place: 'methods', expected: 'group' }));
  }
  // Whom it is for stays as proposed where only groups were left out of it, or let in again.
  const asProposed = plan.methodTargets.find((one) => one.id === input.id)?.scope;
  const isOfGroups = input.exclude !== undefined || input.readmit !== undefined;
  const isOnlyLess = before === undefined && isOfGroups && scope === undefined;
  const whom = isOnlyLess ? asProposed : scope;
  const isFor =
    input.value === 'on'
      ? {
          ...(typeof whom === 'string' ? { scope: whom } : {}),
          ...(excluded.length > 0 ? { exclude: [...excluded] } : {}),
          ...(readmitted.length > 0 ? { readmit: [...readmitted] } : {}),
        }
      : {};
  const { value } = input;
  const methods =
    value === 'proposed'
      ? others
      : { ...others, [input.id]: { value, ...signed(workspace, reason), ...isFor } };
  return saveChoices(workspace, { ...choices, methods }, plan.people);
}

/** Groups left out, by id; null: nobody knows one of them by its name alone. */
function excludedOf(
  { snapshot }: Workspace,
  { exclude }: CallInput<'policy.setMethod'>,
  before: readonly string[],
): readonly string[] | null {
  if (exclude === undefined) return before;
  if (snapshot === null) return null;
  return excludedIds(exclude, before, snapshot, ownGroupNames(snapshot));
}

/** Groups let in again, by id; null: the policy as read does not leave one of them out. */
function readmittedOf(
  { snapshot }: Workspace,
  { id, readmit }: CallInput<'policy.setMethod'>,
  before: readonly string[],
): readonly string[] | null {
  if (readmit === undefined) return before;
  const policy = snapshot?.authenticationMethodsPolicy;
  // Taking back works always: what the choice held already asks for nothing new.
  const today = policy?.kind === 'read' ? excludedToday(configurationOf(policy.value, id)) : before;
  const isThere = readmit.every((one) => today.includes(one) || before.includes(one));
  return isThere ? [...new Set(readmit)] : null;
}

export function chooseEnforcement(
  workspace: Workspace,
  plan: Plan,
  input: CallInput<'policy.setEnforcement'>,
): Result<void, Failure> {
  const value = enforcements.find((name) => name === input.value);
  if (value === undefined || !enforcementOptions(plan).includes(value)) {
    return err(
      failure('input/choices-invalid', {
        place: 'enforcement',
        expected: enforcementOptions(plan).join(', '),
      }),
    );
  }
  const reason = input.reason.trim() === '' ? 'New policy' : input.reason;
  const enforcement = { value, ...signed(workspace, reason) };
  return saveChoices(workspace, { ...workspace.choices, enforcement }, plan.people);
}

/** Moves people to a ring that exists; people outside every ring stay outside (findings.md 6). */
export function moveToRing(
  workspace: Workspace,
  plan: Plan,
  userIds: readonly string[],
  ring: number,
): Result<void, Failure> {
  const placed = new Set(plan.rings.flatMap((item) => item.members));
  const isKnown = plan.rings.some((item) => item.ring === ring);
  const stranger = userIds.find((id) => !placed.has(id));
  if (!isKnown || stranger !== undefined) {
    return err(failure('input/unknown-user', { user: stranger ?? String(ring) }));
  }
  // The plan would refuse it by an id that nobody in the window knows.
  const kept = plan.people.find((one) => one.isAdministrator && userIds.includes(one.id));
  if (kept !== undefined && ring !== 0) {
    const values = { place: kept.upn, expected: 'administrators_in_ring_0' };
    return err(failure('input/choices-invalid', values));
  }
  const choices = workspace.choices;
  const { rings, defaults } = choices;
  const maxSize = rings === undefined ? defaults?.ringSize : rings.maxSize;
  const inRing = new Set(plan.rings.find((item) => item.ring === ring)?.members);
  const size = new Set([...inRing, ...userIds]).size;
  if (ring > 0 && maxSize != null && size > Math.max(maxSize, inRing.size)) {
    const values = { place: String(ring), expected: 'ring_size' };
    return err(failure('input/choices-invalid', values));
  }
  const moves = Object.fromEntries(userIds.map((id) => [id, ring]));
  return saveChoices(workspace, { ...choices, ringMoves: { ...choices.ringMoves, ...moves } });
}
