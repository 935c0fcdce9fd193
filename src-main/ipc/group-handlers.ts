import { failure, type Failure } from '../../shared/diagnostic';
import type { GroupsView, GroupView } from '../../shared/ipc/groups-contract';
import { removalRequest } from '../../shared/plan/own-group';
import { err, ok, type Result } from '../../shared/result';
import type { OwnGroup } from '../rollout/own-groups';
import type { Host } from '../workspace/host';
import type { Workspace } from '../workspace/workspace';
import type { ServedHandlers } from './serve-contract';
import type { Tickets } from './tickets';

type Names = `groups.${'get' | 'prepare' | 'change'}`;

/** The groups a rollout made: shown with what uses them, one deleted or brought back after a question. */
export function createGroupHandlers(host: Host, tickets: Tickets): Pick<ServedHandlers, Names> {
  const look = async (workspace: Workspace): Promise<Result<GroupsView, Failure>> => {
    if (host.isReadOnly) return err(failure('auth/read-only'));
    if (workspace.source === null) return err(failure('auth/signed-out'));
    const { rollout } = workspace;
    if (rollout.plan === null) return err(failure('plan/not-approved'));
    if (rollout.isBusy) return err(failure('store/locked'));
    const { planHash } = rollout.plan;
    const groups = await rollout.answer((engine) => engine.groups());
    return groups.ok ? ok({ planHash, groups: groups.value.map(toView) }) : groups;
  };
  return {
    'groups.get': async () => {
      const workspace = host.opened();
      return workspace.ok ? look(workspace.value) : workspace;
    },
    'groups.prepare': async ({ groupId, change }, { windowId }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const seen = await look(workspace.value);
      if (!seen.ok) return seen;
      const { planHash } = seen.value;
      const group = seen.value.groups.find((one) => one.groupId === groupId);
      if (group?.change !== change) return err(failure('plan/nothing-to-do'));
      if (group.refusal !== null) return err(group.refusal);
      const tenantId = workspace.value.rollout.plan?.tenant.id ?? '';
      const target = `${change} ${groupId}`;
      const binding = { tenantId, planHash, act: 'group', target, windowId, phrase: '' } as const;
      return ok({ ticket: tickets.mint(binding), group, planHash });
    },
    'groups.change': async ({ planHash }, { leave }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { rollout, connect } = workspace.value;
      const [change, groupId = ''] = leave?.target?.split(' ') ?? [];
      const isKnown = change === 'delete' || change === 'restore';
      if (!isKnown || rollout.plan?.planHash !== planHash) return err(failure('plan/not-approved'));
      // A question that waits in the browser holds every token back.
      connect.cancel();
      const by = connect.account;
      const changed = await rollout.answer(async (engine, signal) => {
        const asked = { planHash, by, how: 'window', for: 'rollBack' } as const;
        const approved = await engine.approve(asked);
        if (!approved.ok) return approved;
        const run = { signal, onEvent: () => undefined };
        return engine.changeGroup({ groupId, change, by, how: 'window', ...run });
      });
      return changed.ok ? look(workspace.value) : changed;
    },
  };
}

function toView({ groupId, name, state, change, refusal, keptUntil }: OwnGroup): GroupView {
  const other = change === 'restore' ? 'delete' : 'restore';
  const isEarly = refusal?.values['expected'] === 'groupKept';
  return {
    ...{ groupId, name, state, change },
    refusal: refusal === null ? null : { code: refusal.code, values: { ...refusal.values } },
    keptUntil: isEarly ? keptUntil : null,
    ...{ request: sent(groupId, change), wayBack: sent(groupId, other) },
  };
}

function sent(groupId: string, change: 'delete' | 'restore'): string {
  const { method, version, path } = removalRequest(groupId, change);
  return `${method} /${version}${path}`;
}
