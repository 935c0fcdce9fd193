import type { Plan } from '../../shared/plan/plan';
import type { OutsideEdit } from './outside-edits';

/** What an edit does to the tenant, in the words the oracle judges by. */
export interface EditFacts {
  /** Whom a policy that is enforced before or after it reaches; absent: no such policy is moved. */
  readonly reached?: readonly string[];
  /** An emergency access account can't get in any more, or is none. */
  readonly breaksEmergency?: true;
  /** The operator does not hold the role of then any more. */
  readonly takesOperator?: true;
  /** People nothing surely asks for MFA any more once their own state is cleared. */
  readonly uncovered?: readonly string[];
  /** Accounts that are gone. */
  readonly deleted?: readonly string[];
  /** People whom somebody else took out of the group. */
  readonly left?: readonly string[];
  readonly deletesGroup?: true;
  /** The last method of everybody of the staff is off. */
  readonly takesMethods?: true;
  /** It moves the policy that some steps are about: what their own target makes of it is G6's. */
  readonly isOfPolicy?: true;
  /** Nobody can tell a difference that concerns any step. */
  readonly isHarmless?: true;
}

export interface TenantEdit {
  readonly name: string;
  readonly requests: readonly OutsideEdit[];
  readonly facts: EditFacts;
}

/** Who is who in the tenant of `every-kind-scenario.ts`. */
export interface Cast {
  readonly staff: readonly string[];
  readonly operator: string;
  readonly emergency: readonly string[];
  readonly everybody: readonly string[];
  readonly policyId: string;
  readonly groupId: string;
}

export function castOf(plan: Plan): Cast {
  const { conditionalAccess, groupMembers } = plan.baseline;
  const ids = (prefix: string): readonly string[] =>
    plan.people.filter((one) => one.upn.startsWith(prefix)).map((one) => one.id);
  const staff = ids('staff');
  const [operator = ''] = ids('gaa');
  const policyId = conditionalAccess.kind === 'read' ? (conditionalAccess.value[0]?.id ?? '') : '';
  const [groupId = ''] = Object.keys(groupMembers);
  const { emergencyAccess: emergency } = plan;
  const cast = { staff, operator, emergency, policyId, groupId };
  if (staff.length < 20 || operator === '' || emergency.length !== 2 || policyId === '') {
    throw new Error(`Not the tenant of every kind: ${JSON.stringify(cast)}`);
  }
  return { ...cast, everybody: [...staff, operator, ...emergency] };
}
