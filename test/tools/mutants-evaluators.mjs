/** What each of the two evaluators reads by itself (3.3), and the day a verdict is about. */

const trial = 'shared/lockout/methods-by-trial.ts';
const rules = 'shared/lockout/usable-methods.ts';
const agree = {
  project: 'unit',
  test: 'unit/shared/lockout/methods-by-trial.test.ts',
  name: 'agree on random policies',
};
const days = (name) => ({
  project: 'unit',
  test: 'unit/shared/lockout/step-days.test.ts',
  name,
});
const mutant = (id, rule, file, from, to, shown = agree) => ({
  ...{ id, rule, file, from, to },
  ...shown,
});

const certificates = {
  project: 'unit',
  test: 'unit/shared/lockout/certificate-strengths.test.ts',
  name: 'a certificate before',
};
const opinion = 'shared/lockout/second-opinion.ts';
const strengths = 'shared/lockout/trial-strengths.ts';
const strongMethod = {
  project: 'unit',
  test: 'unit/shared/lockout/guardrails.test.ts',
  name: 'take a certificate as a strong method',
};
const uses = (id, rule, from, to) => ({
  ...{ id, rule, file: 'shared/plan/group-uses.ts', from, to, project: 'unit' },
  ...{ test: 'unit/shared/plan/group-uses.test.ts', name: 'the other' },
});

export const evaluatorMutants = [
  mutant(
    'rules-certificate',
    'the rules take a certificate for two factors only where it is told to be',
    'shared/lockout/strength-accepts.ts',
    "return certificate === 'unknown' ? null : certificate === 'multi';",
    'return true;',
    certificates,
  ),
  mutant(
    'rules-certificate-mfa',
    'to the rules a certificate answers MFA only where it is told to be two factors',
    'shared/assess/certificate-factors.ts',
    "return certificate === 'unknown' ? null : certificate === 'multi';",
    'return true;',
    certificates,
  ),
  mutant(
    'verdict-certificate',
    'nobody is said to sign in by a certificate that may be one factor where MFA is asked',
    'shared/lockout/counted-methods.ts',
    '!mayAskForMfa(image, person, scope, certificate)',
    'true',
    { ...certificates, name: 'lets its holder in where it stands for' },
  ),
  mutant(
    'trial-certificate',
    'the trial takes a certificate for two factors only where it is told to be',
    strengths,
    'const isTaken = isSecondFactor(method, certificate);',
    'const isTaken = true;',
    certificates,
  ),
  mutant(
    'trial-certificate-mfa',
    'to the trial a certificate answers MFA only where it is told to be two factors',
    opinion,
    "control === 'mfa' && isSecondFactor(method, certificate)",
    "control === 'mfa' && method !== null",
    certificates,
  ),
  mutant(
    'trial-certificate-always',
    'so it does where every sign-in is asked',
    opinion,
    '!usable.some((method) => isSecondFactor(method, certificate))',
    'usable.length === 0',
    certificates,
  ),
  mutant(
    'trial-certificate-listed',
    'the trial finds a certificate in a strength by its own mode',
    strengths,
    'const ofMode = certificate === null ? [] : [certificate];',
    'const ofMode = [twoFactors];',
    certificates,
  ),
  mutant(
    'trial-certificate-rule',
    'the trial counts on no mode where one rule names none',
    strengths,
    'if (modes.size > 1) return null;',
    'modes.delete(undefined);',
    certificates,
  ),
  mutant(
    'trial-certificate-narrowed',
    'the trial counts on no certificate where a strength may narrow whose',
    strengths,
    '(isKey || isCertificate) &&',
    'isKey &&',
    certificates,
  ),
  mutant(
    'guard-certificate',
    'a certificate makes an emergency account strong only where it is two factors',
    'shared/lockout/guardrails.ts',
    "certificateFactorsOf(image.policy) === 'multi' && areTwoFactors(image)",
    'true',
    strongMethod,
  ),
  mutant(
    'finding-certificate',
    'BG-WEAK-METHOD is silent only for a certificate that is known to be two factors',
    'shared/assess/findings/emergency-access.ts',
    "certificateFactorsOf(policy) === 'multi'",
    'true',
    { project: 'unit', test: 'unit/shared/assess/findings.test.ts' },
  ),
  uses(
    'group-use-untold',
    'what lies within a group that is used counts as used where nobody told',
    'if (!holding || !held) return true;',
    'if (!holding || !held) return false;',
  ),
  {
    ...uses(
      'group-use-nested',
      'a group within one that is used is used as well',
      'group !== own && named.has(group) && mayHold(group, own)',
      'false',
    ),
    name: 'is used by it too',
  },
  mutant(
    'rules-allowed',
    'the rules count allowed methods alone',
    rules,
    'for (const name of byPolicy.allowed) sure.add(name);',
    'for (const name of person.methods) sure.add(name);',
  ),
  mutant(
    'rules-complete',
    'the rules forget the legacy lists after Complete',
    rules,
    "return state === 'migrationComplete' || state === null ? false : null;",
    'return true;',
  ),
  mutant(
    'rules-ended',
    'the rules know when phones end',
    rules,
    'return day >= (isJuly ? retirementDates.july : retirementDates.february);',
    'return day >= retirementDates.july;',
  ),
  mutant(
    'trial-state',
    'the trial counts methods that are on alone',
    trial,
    "if (state !== 'enabled') return false;",
    '',
  ),
  mutant(
    'trial-unread',
    'to the trial a group that was not read lets nobody in',
    trial,
    'return names(target, image, person) ?? false;',
    'return names(target, image, person) ?? true;',
  ),
  mutant(
    'trial-left-out',
    'the trial sees who is left out',
    trial,
    '(excludeTargets ?? []).some((target) =>',
    '([] as MethodTarget[]).some((target) =>',
  ),
  mutant(
    'trial-own-reading',
    'the guardrails take the trial’s own reading, not the rules’',
    'shared/lockout/guardrails.ts',
    'isEverStopped(image, person, now, readings.trial)',
    'isEverStopped(image, person, now, readings.rules)',
    {
      project: 'unit',
      test: 'unit/shared/lockout/one-wrong-reading.test.ts',
      name: 'in the rules is caught by the trial',
    },
  ),
  mutant(
    'step-day',
    'a step is judged on its own day',
    'shared/lockout/simulate-steps.ts',
    'days[place] ?? plan.asOf',
    'plan.asOf',
    days('in February nobody answers'),
  ),
  mutant(
    'step-day-turn',
    'everybody is judged anew once a dated fact has changed',
    'shared/lockout/class-verdicts.ts',
    'return isOtherTime(this.#date, date);',
    'return false;',
    days('for everybody at the first step of a new time'),
  ),
  mutant(
    'step-day-moved',
    'whom such a step moves is judged where it moves them',
    'shared/lockout/class-verdicts.ts',
    'if (lot !== null) this.#carry(lot);',
    '',
    days('is judged anew on a turn that falls on'),
  ),
  mutant(
    'step-day-person',
    'one person’s steps are judged on their own day too',
    'shared/lockout/simulate-lockout.ts',
    'days[place] ?? plan.asOf',
    'plan.asOf',
    days('is the same in the whole simulation'),
  ),
];
