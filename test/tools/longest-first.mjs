import { BaseSequencer } from 'vitest/node';

/**
 * Files that take many seconds, longest first. The laws are a few lines each, which otherwise
 * begin last, in workers full of what the other files left: they take longer there.
 * @type {readonly string[]}
 */
export const longest = [
  'unit/shared/plan/laws.test.ts',
  'unit/shared/plan/laws-other-half.test.ts',
  'unit/src-main/rollout/rollout.test.ts',
  'unit/src-main/rollout/start-window.test.ts',
  'unit/src-main/rollout/read-roles.test.ts',
  'unit/src-main/rollout/take-snapshot.test.ts',
  'unit/src-main/rollout/second-approval.test.ts',
  'unit/src-main/workspace/open-plan.test.ts',
  'crash/cancel-apply.test.ts',
  'crash/hand-over-kill.test.ts',
  'crash/by-hand-kill.test.ts',
  'contract/cli-stop.contract.ts',
  'crash/stop.test.ts',
  'crash/model.test.ts',
  'security/token-rest.test.ts',
  'contract/policy-versions.contract.ts',
  'crash/switch-back-kill.test.ts',
  'crash/kill.test.ts',
  'contract/cli-journey.contract.ts',
];

/** @param {string} moduleId */
function rankOf(moduleId) {
  const place = longest.findIndex((file) => moduleId.endsWith(`/test/${file}`));
  return place === -1 ? longest.length : place;
}

/**
 * Long files before all others, which keep their order.
 * @template {{ readonly moduleId: string }} F
 * @param {readonly F[]} files
 * @returns {F[]}
 */
export function inOrderOfLength(files) {
  return [...files].sort((a, b) => rankOf(a.moduleId) - rankOf(b.moduleId));
}

/** With two workers neither ends minutes after the other. */
export class LongestFirst extends BaseSequencer {
  /**
   * @param {import('vitest/node').TestSpecification[]} files
   * @returns {Promise<import('vitest/node').TestSpecification[]>}
   */
  async sort(files) {
    return inOrderOfLength(await super.sort(files));
  }
}
