/**
 * Closed list of expected failures, by origin. Each has three texts in both languages:
 * `failure_<code with / and - as _>_what`, `…_why`, `…_do` (what happened, why, what to do).
 */
export const failureCodes = [
  'auth/cancelled',
  'auth/timed-out',
  'auth/consent-missing',
  'auth/blocked-by-policy',
  'auth/tenant-mismatch',
  'auth/account-mismatch',
  'auth/scopes-missing',
  'auth/clock-skew',
  'auth/app-disabled',
  'auth/app-not-assigned',
  'auth/app-not-found',
  'auth/app-permissions',
  'auth/app-platform',
  'auth/app-redirect',
  'auth/app-single-tenant',
  'auth/unknown-scope',
  'auth/device-not-allowed',
  'auth/risk-blocked',
  'auth/tenant-restricted',
  'auth/tenant-not-found',
  'auth/other-cloud',
  'auth/account-not-in-tenant',
  'auth/account-kind',
  'auth/account-stopped',
  'auth/mfa-not-done',
  'auth/home-sign-in',
  'auth/service-busy',
  'auth/failed',
  'auth/signed-out',
  'auth/real-tenant-off',
  'auth/read-only',
  'graph/refused',
  'graph/not-licensed',
  'graph/not-found',
  'graph/throttled',
  'graph/network',
  'graph/malformed',
  'graph/bad-request',
  'graph/unauthorized',
  'graph/sign-in-again',
  'graph/origin-refused',
  'graph/not-captured',
  'graph/read-only-source',
  'store/unwritable',
  'store/corrupt',
  'store/short',
  'store/newer-schema',
  'store/locked',
  'store/halted',
  'store/not-found',
  'store/foreign',
  'store/network-folder',
  'store/list-unreadable',
  'store/held',
  'file/not-found',
  'file/unreadable',
  'file/too-large',
  'file/not-json',
  'file/wrong-schema',
  'file/invalid',
  'file/unwritable',
  'file/not-printed',
  'file/exists',
  'plan/wrong-tenant',
  'plan/hash-mismatch',
  'plan/edited',
  'plan/other-hash',
  'plan/stale',
  'plan/not-approved',
  'plan/running',
  'plan/second-approval',
  'plan/same-approver',
  'plan/second-not-administrator',
  'plan/other-plan-here',
  'plan/no-practice-tenant',
  'plan/cancelled',
  'plan/nothing-to-do',
  'plan/snapshot-incomplete',
  'guardrail/emergency-access',
  'guardrail/operator',
  'guardrail/evaluators-disagree',
  'guardrail/blocker-open',
  'guardrail/no-cover',
  'guardrail/size',
  'guardrail/last-method',
  'guardrail/choice-without-licence',
  'guardrail/choice-two-askers',
  'guardrail/choice-exemption',
  'guardrail/choice-last-method',
  'guardrail/rehearsal',
  'guardrail/refused',
  'step/drift',
  'step/outcome-unknown',
  'step/refused',
  'step/needs-person',
  'step/gate-not-met',
  'step/soak-not-over',
  'step/outside-window',
  'step/await-auth',
  'step/switch-taken-back',
  'step/switch-open',
  'step/cancelled',
  'input/usage',
  'input/unknown-user',
  'input/unknown-step',
  'input/unknown-method',
  'input/answers-invalid',
  'input/choices-invalid',
  'input/selector-no-match',
  'ipc/refused',
  'ipc/invalid',
  'internal/bug',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** An expected failure. `values` are already formatted texts for the catalogue's placeholders. */
export interface Failure {
  readonly code: FailureCode;
  readonly values: Readonly<Record<string, string>>;
  /** Further problems of the same input, for whoever corrects it. Only the command line has these. */
  readonly also?: readonly Failure[];
}

export function failure(code: FailureCode, values: Readonly<Record<string, string>> = {}): Failure {
  return { code, values };
}

/** Several problems of one input as one failure: the first, with the others behind it. */
export function withOthers(problems: readonly Failure[]): Failure | null {
  const [first, ...also] = problems;
  if (first === undefined) return null;
  return also.length === 0 ? first : { ...first, also };
}
