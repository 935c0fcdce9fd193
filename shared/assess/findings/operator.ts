import { classifyMethod } from '../allowed-methods';
import type { FinderContext } from '../assess-context';
import { allowedByTarget } from '../allowed-by-target';
import { tenantFinding, userFinding, type Finder } from '../make-finding';
import type { Person } from '../people';

/** No surviving method of the operator is allowed by the methods policy the plan will propose. */
function isAtRisk(context: FinderContext, operator: Person): boolean {
  if (operator.methods === null) return true;
  const surviving = operator.methods.filter((method) => classifyMethod(method) === 'surviving');
  return !surviving.some((method) => allowedByTarget(context, operator, method));
}

/** Whether whoever runs the change survives it (findings 9.13, 9.21). Roles unread: fires. */
export const findOperator: Finder = (context) => {
  const { enabled, people, snapshot } = context;
  const administrators = enabled.filter(
    (one) => one.isGlobalAdministrator === 'active' && one.isEnabledUnknown !== true,
  );
  const operator = people.find((one) => one.isOperator);
  return [
    ...tenantFinding(
      'SINGLE-GLOBAL-ADMIN',
      'blocker',
      context,
      administrators.length < 2 && snapshot.users.kind === 'read',
    ),
    ...userFinding(
      'OPERATOR-AT-RISK',
      'blocker',
      operator !== undefined && context.policy !== null && isAtRisk(context, operator)
        ? [operator]
        : [],
    ),
  ];
};
