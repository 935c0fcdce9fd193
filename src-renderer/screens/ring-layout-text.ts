import { m } from '../../shared/paraglide/messages.js';
import type { RingLayoutEdit } from '../../shared/ipc/ring-layout-contract';
import { language } from '../i18n.svelte';
import type { RuleKind } from './ring-layout-draft.svelte';

export function basisText(value: RingLayoutEdit['value']): string {
  switch (value) {
    case 'risk':
      return m.rings_layout_risk();
    case 'departmentShares':
      return m.rings_layout_shares();
    case 'department':
      return m.rings_layout_department();
    case 'usageLocation':
      return m.rings_layout_country();
    case 'licence':
      return m.rings_layout_licence();
    case 'rules':
      return m.rings_layout_rules();
  }
}

export function ruleKindText(kind: RuleKind): string {
  switch (kind) {
    case 'group':
      return m.rings_rule_kind_group();
    case 'accounts':
      return m.rings_rule_kind_accounts();
    case 'department':
      return m.rings_rule_kind_department();
    case 'usageLocation':
      return m.rings_rule_kind_country();
    case 'licence':
      return m.rings_rule_kind_licence();
    case 'kept':
      return m.rings_rule_kind_kept();
  }
}

/** A value of an attribute as it is read: countries by their names, licences in words. */
export function unitText(kind: RuleKind, value: string): string {
  if (kind === 'licence') {
    return value === 'premium' ? m.rings_rule_premium() : m.rings_rule_no_premium();
  }
  if (kind !== 'usageLocation' || !/^[A-Z]{2}$/.test(value)) return value;
  return new Intl.DisplayNames([language()], { type: 'region' }).of(value) ?? value;
}
