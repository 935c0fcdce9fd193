/**
 * Every guard and rule of the write path (execution.md 2, 3 and 1.3–1.6) as the one place that
 * keeps it, what the source reads without it, and the test that must turn red then.
 */
import { approvalMutants } from './mutants-approval.mjs';
import { backMutants } from './mutants-back.mjs';
import { byHandMutants } from './mutants-by-hand.mjs';
import { campaignMutants } from './mutants-campaign.mjs';
import { engineMutants } from './mutants-engine.mjs';
import { evaluatorMutants } from './mutants-evaluators.mjs';
import { membershipMutants } from './mutants-membership.mjs';
import { groupMutants } from './mutants-groups.mjs';
import { guardMutants } from './mutants-guards.mjs';
import { joiningMutants } from './mutants-joining.mjs';
import { kindMutants } from './mutants-kinds.mjs';
import { waitingMutants } from './mutants-waiting.mjs';
import { looseningMutants } from './mutants-loosening.mjs';
import { lookingMutants } from './mutants-looking.mjs';
import { planningMutants } from './mutants-planning.mjs';
import { registeringMutants } from './mutants-registering.mjs';
import { peopleMutants } from './mutants-people.mjs';
import { shellMutants } from './mutants-shell.mjs';
import { signInMutants } from './mutants-sign-in.mjs';
import { stopMutants } from './mutants-stop.mjs';
import { storeMutants } from './mutants-store.mjs';
import { handOverMutants } from './mutants-hand-over.mjs';
import { switchMutants } from './mutants-switch.mjs';
import { tokenMutants } from './mutants-token.mjs';

/**
 * @typedef {object} Mutant
 * @property {string} id
 * @property {string} rule what is taken away
 * @property {string} file below the checkout
 * @property {string} from text found once in the file
 * @property {string} to
 * @property {'unit' | 'contract'} project
 * @property {string} test below test/
 * @property {string} [name] part of the test's name, to run that one alone
 */

/** @type {Mutant[]} */
export const mutants = [
  ...guardMutants,
  ...approvalMutants,
  ...kindMutants,
  ...waitingMutants,
  ...engineMutants,
  ...lookingMutants,
  ...handOverMutants,
  ...switchMutants,
  ...stopMutants,
  ...looseningMutants,
  ...backMutants,
  ...groupMutants,
  ...joiningMutants,
  ...peopleMutants,
  ...storeMutants,
  ...shellMutants,
  ...signInMutants,
  ...tokenMutants,
  ...campaignMutants,
  ...planningMutants,
  ...registeringMutants,
  ...evaluatorMutants,
  ...membershipMutants,
  ...byHandMutants,
];
