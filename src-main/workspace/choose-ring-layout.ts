import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import type { RingLayoutEdit, RingRuleEdit } from '../../shared/ipc/ring-layout-contract';
import { listedRings, parseRingList } from '../../shared/plan/ring-list';
import { ringLayout } from '../../shared/plan/ring-rules';
import { err, ok, type Result } from '../../shared/result';
import { ringChoiceSchema, type RingChoice, type RingRule } from '../../shared/tenant/ring-choice';
import { placeOf } from '../files/check-schema';
import { signed } from './sign-choice';
import type { Workspace } from './workspace';

/** What a reading mends. */
const awaited: ReadonlySet<string> = new Set(['group_members_read', 'attribute_read']);

type Store = Pick<Workspace, 'choices' | 'snapshot' | 'store'> & Parameters<typeof signed>[0];

/**
 * Parts people into rings as edited, or (null) by risk again. Moves by hand were made among other
 * rings and are taken back. Failures: `input/choices-invalid` with the place within the rules, and
 * those of `ringLayout` but for what is not read yet: that is told and waits for a reading.
 */
export function chooseRingLayout(
  workspace: Store,
  edit: RingLayoutEdit | null,
): Result<void, Failure> {
  if (edit === null) return save(workspace, undefined);
  const before = workspace.choices.rings?.rules ?? [];
  const rules: unknown[] = [];
  for (const [place, rule] of edit.rules.entries()) {
    const made = toRule(rule, before);
    if (made === null) return err(invalid(`rings.rules[${String(place)}]`, 'ring_rule'));
    rules.push(made);
  }
  return choose(workspace, {
    value: edit.value,
    ...(edit.value === 'rules' ? { rules } : {}),
    ...(edit.maxSize === null ? {} : { maxSize: edit.maxSize }),
    ...signed(workspace, edit.reason.trim() === '' ? 'Rings' : edit.reason),
  });
}

/** The text of a ring list becomes the rules; a size that was chosen stays. */
export function chooseRingList(
  workspace: Store,
  file: string,
  text: string,
): Result<void, Failure> {
  const rules = parseRingList(text);
  if (!rules.ok) return err(failure('file/invalid', { ...rules.failure.values, file }));
  const signature = signed(workspace, 'Ring list');
  return choose(workspace, listedRings(rules.value, workspace.choices.rings, signature));
}

function toRule(rule: RingRuleEdit, before: readonly RingRule[]): unknown {
  const name = rule.name.trim();
  if (rule.by === 'accounts') return { name, accounts: rule.accounts };
  if (rule.by === 'attribute') return { name, attribute: rule.attribute, values: rule.values };
  const known = before[rule.place];
  return known !== undefined && 'accounts' in known ? { name, accounts: known.accounts } : null;
}

function choose(workspace: Store, choice: unknown): Result<void, Failure> {
  const parsed = v.safeParse(ringChoiceSchema, choice);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = (issue.path ?? []).flatMap(({ key }) =>
      typeof key === 'string' || typeof key === 'number' ? [key] : [],
    );
    return err(invalid(placeOf(['rings', ...path]), issue.message));
  }
  if (workspace.snapshot !== null) {
    const layout = ringLayout(parsed.output, workspace.snapshot);
    if (!layout.ok && !awaited.has(String(layout.failure.values['expected']))) return layout;
  }
  return save(workspace, parsed.output);
}

function save(workspace: Store, rings: RingChoice | undefined): Result<void, Failure> {
  const { rings: _rings, ringMoves: _moves, ...others } = workspace.choices;
  const saved = workspace.store.choices.save(rings === undefined ? others : { ...others, rings });
  return saved.ok ? ok(undefined) : saved;
}

function invalid(place: string, expected: string): Failure {
  return failure('input/choices-invalid', { place, expected });
}
