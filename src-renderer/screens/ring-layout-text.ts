import { m } from '../../shared/paraglide/messages.js';
import type { RingLayoutEdit } from '../../shared/ipc/ring-layout-contract';
import { isUserAttribute, type UserAttribute } from '../../shared/entra/user-attribute';
import { count, language } from '../i18n.svelte';
import type { RuleKind } from './ring-layout-draft.svelte';

export function basisText(value: RingLayoutEdit['value']): string {
  if (isUserAttribute(value)) return attributeText(value);
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

const attributeTexts = {
  jobTitle: m.rings_attribute_job_title,
  companyName: m.rings_attribute_company_name,
  officeLocation: m.rings_attribute_office_location,
  city: m.rings_attribute_city,
  state: m.rings_attribute_state,
  country: m.rings_attribute_country,
  employeeType: m.rings_attribute_employee_type,
} as const;

/** The name of an attribute that is read only where rings go by it. */
export function attributeText(name: UserAttribute): string {
  if (name in attributeTexts) return attributeTexts[name as keyof typeof attributeTexts]();
  const number = Number(name.slice('extensionAttribute'.length));
  return m.rings_attribute_extension({ number: count(number) });
}

export function ruleKindText(kind: RuleKind): string {
  if (isUserAttribute(kind)) return attributeText(kind);
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
