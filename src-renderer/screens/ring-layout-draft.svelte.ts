import { shortLimit } from '../../shared/bounds';
import type {
  RingLayoutEdit,
  RingLayoutView,
  RingRuleEdit,
} from '../../shared/ipc/ring-layout-contract';
import type { RingAttribute } from '../../shared/tenant/ring-choice';
import type { FormDraft } from '../../shared/wizard/form-drafts';
import { m } from '../../shared/paraglide/messages.js';
import { count } from '../i18n.svelte';
import { accountLines, parseLines } from '../answers/line-formats';

/** How a rule says who is in its ring, as the form offers it. */
export type RuleKind = 'group' | 'accounts' | RingAttribute | 'kept';

/** A rule while it is typed; fields of other kinds keep what was typed in them. */
export interface RuleDraft {
  readonly key: number;
  readonly kind: RuleKind;
  readonly name: string;
  readonly group: string;
  readonly lines: string;
  readonly values: readonly string[];
  /** The rule whose long list stays; null: none. */
  readonly place: number | null;
}

type Basis = RingLayoutEdit['value'];

/** The form of how people are parted into rings: what is typed, until main has taken it. */
export class RingLayoutDraft {
  value = $state<Basis>('risk');
  rules = $state.raw<readonly RuleDraft[]>([]);
  /** As typed: empty for the suggested sizes. */
  maxSize = $state('');
  reason = $state('');
  /** Something was changed since main last said how it is. */
  isDirty = $state(false);
  #keys = 0;

  /** Takes what main says; what is being typed stays. */
  take({ edit }: RingLayoutView, isForced = false): void {
    if (this.isDirty && !isForced) return;
    this.value = edit.value;
    this.rules = edit.rules.map((rule) => this.#draftOf(rule));
    this.maxSize = edit.maxSize === null ? '' : String(edit.maxSize);
    this.reason = edit.reason;
    this.isDirty = false;
  }

  /** What stands in the form, to come back to. */
  get typed(): FormDraft<'ringLayout'> {
    const rules = this.rules.map(({ key: _, ...rule }) => ({ ...rule, values: [...rule.values] }));
    return { value: this.value, rules, maxSize: this.maxSize, reason: this.reason };
  }

  /** Takes up what was typed before and not sent. */
  takeUp({ value, rules, maxSize, reason }: FormDraft<'ringLayout'>): void {
    this.value = value;
    this.rules = rules.map((rule) => ({ ...rule, key: (this.#keys += 1) }));
    this.maxSize = maxSize;
    this.reason = reason;
    this.isDirty = true;
  }

  choose(value: Basis): void {
    this.value = value;
    this.isDirty = true;
    if (value === 'rules' && this.rules.length === 0) this.add();
  }

  set(change: { readonly maxSize?: string; readonly reason?: string }): void {
    this.maxSize = change.maxSize ?? this.maxSize;
    this.reason = change.reason ?? this.reason;
    this.isDirty = true;
  }

  add(): void {
    this.#change([...this.rules, this.#empty()]);
  }

  remove(key: number): void {
    this.#change(this.rules.filter((rule) => rule.key !== key));
  }

  change(key: number, next: Partial<Omit<RuleDraft, 'key'>>): void {
    this.#change(this.rules.map((rule) => (rule.key === key ? { ...rule, ...next } : rule)));
  }

  /** The first rule that matches decides, so their order is part of the choice. */
  move(key: number, by: -1 | 1): void {
    const from = this.rules.findIndex((rule) => rule.key === key);
    const [moved, to] = [this.rules[from], from + by];
    if (moved === undefined || to < 0 || to >= this.rules.length) return;
    const others = this.rules.filter((rule) => rule.key !== key);
    this.#change([...others.slice(0, to), moved, ...others.slice(to)]);
  }

  /** What keeps the form from being sent, at its field. */
  get problems(): readonly { readonly target: string; readonly text: string }[] {
    const found: { target: string; text: string }[] = [];
    const size = Number(this.maxSize);
    const isSize = /^[1-9]\d{0,6}$/.test(this.maxSize) && size <= 1_000_000;
    if (this.maxSize !== '' && !isSize) {
      found.push({ target: 'rings-size', text: m.rings_layout_bad_size() });
    }
    const long = tooLong(this.reason, shortLimit);
    if (long !== null) found.push({ target: 'rings-reason', text: long });
    if (this.value !== 'rules') return found;
    if (this.rules.length === 0) {
      found.push({ target: 'rings-add', text: m.rings_layout_no_rules() });
    }
    this.rules.forEach((rule, place) => {
      const name = rule.name.trim();
      const wrong = name === '' ? m.rings_rule_bad_name() : tooLong(name, nameLimit);
      if (wrong !== null) found.push({ target: `rings-rule-name-${place}`, text: wrong });
      const who = problemOf(rule);
      if (who !== null) found.push({ target: `rings-rule-who-${place}`, text: who });
    });
    return found;
  }

  problemAt(target: string): string | undefined {
    return this.problems.find((problem) => problem.target === target)?.text;
  }

  get edit(): RingLayoutEdit {
    return {
      value: this.value,
      rules: this.value === 'rules' ? this.rules.map(editOf) : [],
      maxSize: this.maxSize === '' ? null : Number(this.maxSize),
      reason: this.reason,
    };
  }

  #change(rules: readonly RuleDraft[]): void {
    this.rules = rules;
    this.isDirty = true;
  }

  #empty(): RuleDraft {
    this.#keys += 1;
    const nothing = { name: '', group: '', lines: '', values: [], place: null } as const;
    return { key: this.#keys, kind: 'group', ...nothing };
  }

  #draftOf(rule: RingRuleEdit): RuleDraft {
    const draft = { ...this.#empty(), name: rule.name };
    if (rule.by === 'kept') return { ...draft, kind: 'kept', place: rule.place };
    if (rule.by === 'attribute') return { ...draft, kind: rule.attribute, values: rule.values };
    const [first, ...others] = rule.accounts;
    if (first !== undefined && 'group' in first && others.length === 0) {
      return { ...draft, kind: 'group', group: first.group };
    }
    return { ...draft, kind: 'accounts', lines: rule.accounts.map(accountLines.print).join('\n') };
  }
}

const nameLimit = 60;

/** By how much a text is too long to be sent; null: it fits. It is kept as it was typed or pasted. */
function tooLong({ length }: string, limit: number): string | null {
  const over = length - limit;
  return over > 0 ? m.text_too_long({ over: count(over), limit: count(limit) }) : null;
}

function problemOf(rule: RuleDraft): string | null {
  switch (rule.kind) {
    case 'kept':
      return null;
    case 'group':
      return rule.group.trim() === ''
        ? m.rings_rule_no_group()
        : tooLong(rule.group.trim(), shortLimit);
    case 'accounts': {
      const { values, faulty } = parseLines(accountLines, rule.lines);
      if (faulty.length > 0) return m.answers_faulty_lines({ lines: faulty.join(' · ') });
      return values.length === 0 ? m.rings_rule_no_accounts() : null;
    }
    default:
      return rule.values.length === 0 ? m.rings_rule_no_values() : null;
  }
}

function editOf(rule: RuleDraft): RingRuleEdit {
  const name = rule.name.trim();
  switch (rule.kind) {
    case 'kept':
      return { by: 'kept', name, place: rule.place ?? 0 };
    case 'group':
      return { by: 'accounts', name, accounts: [{ group: rule.group.trim() }] };
    case 'accounts': {
      const { values } = parseLines(accountLines, rule.lines);
      return { by: 'accounts', name, accounts: values as { upn: string }[] };
    }
    default:
      return { by: 'attribute', name, attribute: rule.kind, values: [...rule.values] };
  }
}
