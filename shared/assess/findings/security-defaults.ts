import type { AssessContext } from '../assess-context';
import { tenantFinding, userFinding, type Finder } from '../make-finding';
import type { Person } from '../people';

/** Assigned plans of somebody among the staff were not read: no shortfall can be told or denied. */
export function arePlansUnread({ enabled, hasP1, securityDefaults }: AssessContext): boolean {
  return (
    hasP1 === true &&
    securityDefaults === false &&
    enabled.some((one) => one.isStaff && one.hasP1 === null)
  );
}

/** Staff without P1 while Conditional Access is what asks; empty once the choice is recorded. */
export function staffWithoutLicence(context: AssessContext): readonly Person[] {
  const isAsked =
    context.hasP1 === true &&
    context.securityDefaults === false &&
    context.input.choices.licences === undefined;
  return isAsked ? context.enabled.filter((one) => one.isStaff && one.hasP1 === false) : [];
}

/** Security defaults with and without P1, and the seats that are missing (R11). */
export const findSecurityDefaults: Finder = (context) => {
  const { hasP1, input, enforcement } = context;
  const isOn = context.securityDefaults === true;
  return [
    ...tenantFinding('SD-NO-P1', 'info', context, isOn && hasP1 === false),
    ...tenantFinding(
      'SD-WITH-P1',
      'decision',
      context,
      isOn && hasP1 === true && input.choices.enforcement === undefined,
    ),
    ...tenantFinding(
      'SD-TO-CA-GAP',
      'high',
      context,
      isOn && enforcement === 'securityDefaultsToConditionalAccess',
    ),
    ...userFinding('LICENCE-SHORTFALL', 'decision', staffWithoutLicence(context)),
  ];
};
