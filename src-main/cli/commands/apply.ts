import { carryOut } from '../carry-out';
import type { Command } from '../context';
import { keepPlan } from '../keep-plan';
import { loadPlan } from '../load-files';
import {
  accountOf,
  approveFor,
  checkApproval,
  checkTenant,
  checkUntil,
  startEngine,
} from '../open-rollout';
import { outsideOf, requiredText, untilOf } from '../option-values';
import { openStore } from '../rollout-folder';
import { openTenant } from '../sources';

/** Carries out an approved plan up to `--until`. A state folder in use goes on where it stood. */
export const runApply: Command = async (context) => {
  const until = untilOf(context);
  if (!until.ok) return until;
  const plan = await loadPlan(context);
  if (!plan.ok) return plan;
  const approved = checkApproval(context, plan.value);
  if (!approved.ok) return approved;
  const end = checkUntil(until.value ?? null, plan.value);
  if (!end.ok) return end;
  const graphUrl = requiredText(context, 'graph-url');
  const source = await openTenant(context, graphUrl, plan.value.cloud);
  if (!source.ok) return source;
  const tenant = checkTenant(source.value, plan.value);
  if (!tenant.ok) return tenant;
  const store = openStore(requiredText(context, 'state'), 'write', context);
  if (!store.ok) return store;
  const run = { graphUrl, until: until.value ?? null };
  const kept = keepPlan(store.value, plan.value, source.value, run);
  if (!kept.ok) {
    store.value.close();
    return kept;
  }
  const handle = await startEngine(context, {
    store: store.value,
    plan: plan.value,
    source: source.value,
  });
  if (!handle.ok) return handle;
  return carryOut(context, {
    ...run,
    handle: handle.value,
    act: async (onEvent) => {
      const { rollout } = handle.value;
      const approval = await approveFor(context, handle.value, accountOf(source.value), 'apply');
      if (!approval.ok) return approval;
      const word = outsideOf(context, accountOf(source.value));
      return rollout.apply({ until: run.until, ...word, signal: context.signal, onEvent });
    },
  });
};
