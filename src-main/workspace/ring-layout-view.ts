import type { Person } from '../../shared/assess/people';
import {
  mostTypedAccounts,
  type RingLayoutEdit,
  type RingLayoutView,
  type RingRuleEdit,
  type RingUnit,
} from '../../shared/ipc/ring-layout-contract';
import { isAttributeRead, unitOf } from '../../shared/plan/ring-rules';
import { selectorText } from '../../shared/tenant/resolve-selectors';
import type { Choices } from '../../shared/tenant/choice';
import {
  attributesOf,
  ringAttributes,
  type RingAttribute,
  type RingRule,
} from '../../shared/tenant/ring-choice';
import type { Snapshot } from '../../shared/tenant/snapshot';

const mostListed = 2_000;

/** What can be chosen about the rings, and what is chosen now (screens.md 7). */
export function buildRingLayoutView(
  snapshot: Snapshot,
  people: readonly Person[],
  choices: Choices,
  canRead = false,
): RingLayoutView {
  const rules = choices.rings?.rules ?? [];
  return {
    edit: editOf(choices),
    isProposal: choices.rings === undefined,
    kept: rules.flatMap((rule, place) => {
      const accounts = longList(rule);
      return accounts === null ? [] : [{ place, people: accounts.length }];
    }),
    units: unitsOf(snapshot, people),
    groups: groupNames(snapshot),
    movedByHand: Object.keys(choices.ringMoves ?? {}).length,
    unreadGroups: unreadGroups(snapshot, rules),
    unreadAttributes: attributesOf(choices.rings).filter(
      (name) => !isAttributeRead(name, snapshot),
    ),
    canRead,
  };
}

function editOf({ rings, defaults }: Choices): RingLayoutEdit {
  const size = rings === undefined ? defaults?.ringSize : rings.maxSize;
  return {
    value: rings?.value ?? 'risk',
    rules: (rings?.rules ?? []).map(ruleEdit),
    maxSize: size ?? null,
    reason: rings?.reason ?? '',
  };
}

function ruleEdit(rule: RingRule, place: number): RingRuleEdit {
  const { name } = rule;
  if ('attribute' in rule) {
    return { by: 'attribute', name, attribute: rule.attribute, values: rule.values };
  }
  if (longList(rule) !== null) return { by: 'kept', name, place };
  return { by: 'accounts', name, accounts: rule.accounts };
}

function longList(rule: RingRule): readonly unknown[] | null {
  const accounts = 'accounts' in rule ? rule.accounts : [];
  return accounts.length > mostTypedAccounts ? accounts : null;
}

function unitsOf(snapshot: Snapshot, people: readonly Person[]): RingLayoutView['units'] {
  const staff = people.filter((person) => person.isStaff && person.enabled);
  const count = (attribute: RingAttribute): RingUnit[] => {
    const unit = unitOf(attribute, snapshot);
    const sizes = new Map<string, number>();
    for (const person of staff) {
      const value = unit(person);
      if (value !== null) sizes.set(value, (sizes.get(value) ?? 0) + 1);
    }
    return [...sizes]
      .map(([value, size]) => ({ value, people: size }))
      .sort((a, b) => b.people - a.people || (a.value < b.value ? -1 : 1))
      .slice(0, mostListed);
  };
  return Object.fromEntries(
    ringAttributes
      .filter((attribute) => isAttributeRead(attribute, snapshot))
      .map((attribute) => [attribute, count(attribute)]),
  );
}

function groupNames({ groups }: Snapshot): string[] {
  if (groups.kind !== 'read') return [];
  const names = new Set(groups.value.flatMap(({ displayName }) => displayName ?? []));
  return [...names].sort((a, b) => (a < b ? -1 : 1)).slice(0, mostListed);
}

/** Groups that exist but were no part of the last reading, as the rule names them. */
function unreadGroups(snapshot: Snapshot, rules: readonly RingRule[]): string[] {
  const ids = new Map<string, string>();
  for (const group of snapshot.groups.kind === 'read' ? snapshot.groups.value : []) {
    ids.set(group.id.toLowerCase(), group.id);
    if (group.displayName !== null) ids.set(group.displayName.toLowerCase(), group.id);
  }
  const named = rules.flatMap((rule) =>
    'accounts' in rule ? rule.accounts.filter((one) => 'group' in one).map(selectorText) : [],
  );
  return [...new Set(named)].filter((name) => {
    const id = ids.get(name.toLowerCase());
    return id === undefined || snapshot.groupMembers[id]?.kind !== 'read';
  });
}
