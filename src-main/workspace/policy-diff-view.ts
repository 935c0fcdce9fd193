import type { PolicyDiffView } from '../../shared/ipc/plan-contract';
import type { Plan } from '../../shared/plan/plan';
import { policyChange } from '../../shared/plan/policy-change';

/** The methods policy before and after the plan; whole configurations only where they change. */
export function buildPolicyDiff(plan: Plan): PolicyDiffView {
  const { methods, settings } = policyChange(plan);
  return {
    methods: methods.map(({ id, kind, before, meanwhile, after, prior, planned }) => {
      const isSame = kind === 'same' || kind === 'unknown';
      return {
        id,
        kind,
        before: { ...before },
        meanwhile: meanwhile === null ? null : { ...meanwhile },
        after: { ...after },
        prior: isSame || prior === null ? null : JSON.stringify(prior, null, 2),
        planned: isSame || planned === null ? null : JSON.stringify(planned, null, 2),
      };
    }),
    settings: settings.map(({ reach, ...setting }) => ({
      ...setting,
      reach: reach === null ? null : { before: { ...reach.before }, after: { ...reach.after } },
    })),
  };
}
