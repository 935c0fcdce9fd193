import { hasP1 } from '../assess/licences';
import type { Person } from '../assess/people';
import { failure, type Failure } from '../diagnostic';
import { isUserAttribute } from '../entra/user-attribute';
import { err, ok, type Result } from '../result';
import type { Choices } from '../tenant/choice';
import type { RingAttribute, RingRule } from '../tenant/ring-choice';
import { indexAccounts, resolveSelectors } from '../tenant/resolve-selectors';
import type { Snapshot } from '../tenant/snapshot';
import type { RingLayout } from './ring-layout';

/** Values of the attribute `licence`: whether a person's own plans hold P1 or P2. */
export const licenceValues = { premium: 'premium', none: 'none' } as const;

export type UnitOf = (person: Person) => string | null;

/**
 * The chosen layout against what was read. Failures: those of `resolveSelectors`, and
 * `input/choices-invalid` (`place`, `expected`) where the members of a group, or (`attribute`) what
 * people have of an attribute, was not read: nobody is put anywhere by guess.
 */
export function ringLayout(
  choice: Choices['rings'],
  snapshot: Snapshot,
): Result<RingLayout, Failure> {
  if (choice === undefined || choice.value === 'risk') return ok({ kind: 'risk' });
  if (choice.value === 'departmentShares') {
    return ok({ kind: 'shares', unitOf: unitOf('department', snapshot) });
  }
  if (choice.value !== 'rules') {
    const unit = knownUnit(choice.value, 'rings.value', snapshot);
    return unit.ok ? ok({ kind: 'units', unitOf: unit.value }) : unit;
  }
  const index = indexAccounts(snapshot);
  const rules: { name: string; has(person: Person): boolean }[] = [];
  for (const [place, rule] of (choice.rules ?? []).entries()) {
    const has = matcher(rule, `rings.rules[${String(place)}]`, snapshot, index);
    if (!has.ok) return has;
    rules.push({ name: rule.name, has: has.value });
  }
  return ok({ kind: 'rules', rules });
}

function matcher(
  rule: RingRule,
  place: string,
  snapshot: Snapshot,
  index: ReturnType<typeof indexAccounts>,
): Result<(person: Person) => boolean, Failure> {
  if ('attribute' in rule) {
    const values = new Set(rule.values.map((value) => value.toLowerCase()));
    const unit = knownUnit(rule.attribute, place, snapshot);
    if (!unit.ok) return unit;
    return ok((person) => values.has(unit.value(person)?.toLowerCase() ?? ''));
  }
  const resolved = resolveSelectors(rule.accounts, index, `${place}.accounts`);
  if (!resolved.ok) return resolved;
  const { ids, isComplete } = resolved.value;
  if (!isComplete) {
    return err(failure('input/choices-invalid', { place, expected: 'group_members_read' }));
  }
  return ok((person) => ids.has(person.id));
}

/** An attribute was read: with everybody, or because a choice goes by it. */
export function isAttributeRead(attribute: RingAttribute, snapshot: Snapshot): boolean {
  if (!isUserAttribute(attribute)) return true;
  return snapshot.userAttributes?.[attribute]?.kind === 'read';
}

function knownUnit(
  attribute: RingAttribute,
  place: string,
  snapshot: Snapshot,
): Result<UnitOf, Failure> {
  if (isAttributeRead(attribute, snapshot)) return ok(unitOf(attribute, snapshot));
  const values = { place, expected: 'attribute_read', attribute };
  return err(failure('input/choices-invalid', values));
}

/** The unit a person belongs to by an attribute, as Graph spells it; null: empty or not read. */
export function unitOf(attribute: RingAttribute, snapshot: Snapshot): UnitOf {
  if (attribute === 'department') {
    return (person) => (person.department?.trim() === '' ? null : (person.department ?? null));
  }
  if (isUserAttribute(attribute)) {
    const column = snapshot.userAttributes?.[attribute];
    const valueOf = new Map<string, string | null>();
    for (const { value, userIds } of column?.kind === 'read' ? column.value : []) {
      // Two rows of one account that say different things say nothing.
      for (const id of userIds) valueOf.set(id, valueOf.has(id) ? null : value);
    }
    return (person) => valueOf.get(person.id) ?? null;
  }
  const users = snapshot.users.kind === 'read' ? snapshot.users.value : [];
  const byId = new Map(
    users.map((user): readonly [string, string | null] => {
      if (attribute === 'usageLocation') return [user.id, user.usageLocation];
      const claim = hasP1(user);
      return [user.id, claim === null ? null : claim ? licenceValues.premium : licenceValues.none];
    }),
  );
  return (person) => byId.get(person.id) ?? null;
}
