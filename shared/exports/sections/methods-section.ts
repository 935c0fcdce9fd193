import { m } from '../../paraglide/messages.js';
import { knownMethodId, type MethodConfiguration } from '../../entra/method-configuration';
import { policyColumns, policyLines } from '../../i18n/policy-text';
import type { Plan } from '../../plan/plan';
import { policyChange } from '../../plan/policy-change';
import type { Block, DiffPicture, Section } from '../report-document';
import { column, type ReportWords } from '../report-words';
import { impactBar } from './bar-pictures';

/** The methods policy before and after, and what asks for MFA before and after. */
export function methodsSection(plan: Plan, words: ReportWords): Section {
  return {
    id: 'methods',
    title: m.report_methods_title({}, words.options),
    blocks: [
      methodsTable(plan, words),
      ...policyDiff(plan, words),
      ...impactBar(plan, words),
      askersTable(plan, words),
    ],
  };
}

/** The methods and settings of the policy that change, as on New policy; nothing changes: none. */
function policyDiff(plan: Plan, words: ReportWords): readonly DiffPicture[] {
  const { options, language } = words;
  const all = policyLines(policyChange(plan), language);
  const lines = all.filter(({ kind }) => kind !== 'same');
  if (lines.length === 0) return [];
  return [
    {
      ...{ kind: 'diff', columns: policyColumns(language), lines },
      caption: m.policy_diff_title({}, options),
      sentence: m.policy_diff_sentence(
        { changed: words.count(lines.length), total: words.count(all.length) },
        options,
      ),
    },
  ];
}

function methodsTable(plan: Plan, words: ReportWords): Block {
  const { options } = words;
  const policy = plan.baseline.authenticationMethodsPolicy;
  const now = new Map<string, MethodConfiguration>(
    policy.kind === 'read'
      ? policy.value.authenticationMethodConfigurations.map((one) => [knownMethodId(one.id), one])
      : [],
  );
  return {
    kind: 'table',
    caption: m.report_methods_caption({}, options),
    columns: [
      column(m.report_column_method({}, options)),
      column(m.report_column_now({}, options)),
      column(m.report_column_after({}, options)),
      column(m.report_column_for({}, options)),
    ],
    rows: plan.methodTargets.map((target) => [
      words.term(target.id, 'configuration'),
      words.term(now.get(target.id)?.state ?? 'unknown', 'proposed'),
      words.term(target.state, 'proposed'),
      target.scope === 'transition' || target.scope === 'rolloutGroup'
        ? m.report_scope_size(
            {
              scope: words.term(target.scope, 'scope'),
              count: words.count(target.members.length),
            },
            options,
          )
        : words.term(target.scope, 'scope'),
    ]),
  };
}

function askersTable(plan: Plan, words: ReportWords): Block {
  const { options } = words;
  const { securityDefaults, conditionalAccess } = plan.baseline;
  const unread = m.report_unread({}, options);
  const defaults =
    securityDefaults.kind === 'read'
      ? words.term(securityDefaults.value.isEnabled === true ? 'enabled' : 'disabled', 'proposed')
      : unread;
  const policies =
    conditionalAccess.kind === 'read'
      ? conditionalAccess.value.map((policy) => [
          policy.displayName ?? policy.id,
          words.term(policy.state, 'caState'),
        ])
      : [[m.report_conditional_access({}, options), unread]];
  return {
    kind: 'table',
    caption: m.report_askers_caption({}, options),
    columns: [column(m.report_column_asker({}, options)), column(m.report_column_now({}, options))],
    rows: [[m.report_security_defaults({}, options), defaults], ...policies],
  };
}
