import { m } from '../../../shared/paraglide/messages.js';
import { describeFailure } from '../../../shared/i18n/describe-failure';
import { formatDateTime } from '../../../shared/i18n/format';
import { removalRequest } from '../../../shared/plan/own-group';
import type { Plan } from '../../../shared/plan/plan';
import type { OwnGroup } from '../../rollout/own-groups';
import type { Output } from '../output';

/** `causeway-groups/1`: the groups a rollout made, and what may be done about each now. */
export function groupsDocument(plan: Plan, groups: readonly OwnGroup[]) {
  return {
    schema: 'causeway-groups/1',
    planHash: plan.planHash,
    tenantId: plan.tenant.id,
    groups: groups.map((group) => ({
      ...group,
      requests: {
        delete: removalRequest(group.groupId, 'delete'),
        restore: removalRequest(group.groupId, 'restore'),
      },
    })),
  } as const;
}

/** Per group: how it stands; what would be sent and what takes it back, or why it stays. */
export function groupLines(
  plan: Plan,
  groups: readonly OwnGroup[],
  state: string,
  { language, zone }: Pick<Output, 'language' | 'zone'>,
): readonly string[] {
  const options = { locale: language };
  const command = (change: string, id: string): string =>
    `causeway groups --state ${state} --approve ${plan.planHash} --${change} ${id}`;
  const sent = ({ groupId }: OwnGroup, change: 'delete' | 'restore'): string => {
    const { method, version, path } = removalRequest(groupId, change);
    return `${method} /${version}${path}`;
  };
  return [
    `${plan.tenant.displayName} · ${m.groups_title({}, options)}`,
    ...(groups.length === 0 ? [m.groups_none({}, options)] : [m.groups_lead({}, options)]),
    ...groups.flatMap((group) => {
      const { groupId, name, state: now, change, refusal, keptUntil } = group;
      const head = ['', `${group.stepId}  ${name} (${groupId})`];
      const states = {
        there: () => m.groups_state_there({}, options),
        deleted: () => m.groups_state_deleted({}, options),
        open: () => m.groups_state_open({}, options),
        gone: () => m.groups_state_gone({}, options),
        unread: () => m.groups_state_unread({}, options),
      };
      head.push(`  ${states[now]()}`);
      if (now === 'gone') return head;
      if (refusal !== null) {
        const { why } = describeFailure(refusal, language, zone);
        const until = keptUntil === null ? '–' : formatDateTime(keptUntil, language, zone);
        const isEarly = refusal.values['expected'] === 'groupKept';
        const stays =
          change === 'delete' ? m.groups_stays({ why }, options) : m.groups_gone({ why }, options);
        return [
          ...head,
          `  ${stays}`,
          ...(isEarly ? [`  ${m.groups_from({ until }, options)}`] : []),
        ];
      }
      const lines = now === 'open' ? [`  ${m.groups_again_lead({}, options)}`] : [];
      lines.push(`  ${m.groups_sends({ request: sent(group, change) }, options)}`);
      if (change === 'delete') {
        lines.push(`  ${m.groups_way_back({ request: sent(group, 'restore') }, options)}`);
      }
      return [...head, ...lines, `  ${command(change, groupId)}`];
    }),
  ];
}
