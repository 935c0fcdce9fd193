import type { AssessContext } from '../assess-context';
import { configuration } from '../assess-context';
import { legacyMethodIds, mfaListAllows, ssprListAllows } from '../legacy-methods';
import { methodChoice } from '../method-choice';
import { finding, settingFinding, subject, tenantFinding, type Finder } from '../make-finding';

/** Methods that exactly one legacy list allows and that the methods policy has off (R6, R7). */
function mismatchedMethods(context: AssessContext): readonly string[] {
  const { answers, migration, input } = context;
  const { scope, methods } = answers?.sspr ?? {};
  if (migration !== 'pending' || methods === undefined) return [];
  if (scope !== 'selected' && scope !== 'all') return [];
  return legacyMethodIds.filter((id) => {
    const mfa = mfaListAllows(answers, id);
    const sspr = ssprListAllows(answers, id);
    const isOff = (configuration(context, id)?.state ?? 'disabled') === 'disabled';
    const isChosen = methodChoice(input.choices, id) !== undefined;
    return mfa !== null && sspr !== null && mfa !== sspr && isOff && !isChosen;
  });
}

/** The two legacy method lists against each other, and the settings beside them (R6, R7, R19). */
export const findLegacyLists: Finder = (context) => {
  const { answers, input } = context;
  const { choices } = input;
  const sspr = answers?.sspr;
  const decided = new Set((choices.trustedIps ?? []).map((one) => one.range.toLowerCase()));
  const ranges = new Set(answers?.legacyMfa?.trustedIps ?? []);
  return [
    ...finding(
      'SSPR-MFA-MISMATCH',
      'decision',
      mismatchedMethods(context).map((id) => subject('method', id)),
    ),
    ...tenantFinding(
      'SSPR-TWO-METHODS-STAYS',
      'info',
      context,
      sspr?.scope !== 'none' && sspr?.methodsRequired === 2,
    ),
    ...finding(
      'TRUSTED-IP-DECISION',
      'decision',
      [...ranges]
        .filter((range) => !decided.has(range.toLowerCase()))
        .map((range) => subject('range', range)),
    ),
    ...settingFinding(
      'REMEMBER-MFA-DECISION',
      'decision',
      'legacyMfa.rememberMfa',
      answers?.legacyMfa?.rememberMfa?.allowed === true && choices.rememberMfa === undefined,
    ),
    ...settingFinding(
      'FEDERATED-INTRANET-BYPASS',
      'high',
      'legacyMfa.skipFederatedIntranet',
      answers?.legacyMfa?.skipFederatedIntranet === true,
    ),
  ];
};
