import type { MethodId } from '../entra/method-configuration';
import type { Answers } from '../tenant/answer';
import { anyOf, type Claim } from './three-valued';

/** Methods that a legacy list can allow (R6); Email and security questions stand in SSPR only. */
export const legacyMethodIds = [
  'Voice',
  'Sms',
  'MicrosoftAuthenticator',
  'SoftwareOath',
  'HardwareOath',
] as const satisfies readonly MethodId[];
export type LegacyMethodId = (typeof legacyMethodIds)[number];

type VerificationOption = Exclude<
  keyof NonNullable<NonNullable<Answers['legacyMfa']>['verificationOptions']>,
  'by' | 'at'
>;
type SsprMethod = NonNullable<NonNullable<Answers['sspr']>['methods']>[number];

const optionOf: Readonly<Record<LegacyMethodId, VerificationOption>> = {
  Voice: 'callToPhone',
  Sms: 'textToPhone',
  MicrosoftAuthenticator: 'appNotification',
  SoftwareOath: 'appCodeOrHardwareToken',
  HardwareOath: 'appCodeOrHardwareToken',
};

const ssprMethodsOf: Readonly<Record<LegacyMethodId | 'Email', readonly SsprMethod[]>> = {
  Voice: ['mobilePhone', 'officePhone'],
  Sms: ['mobilePhone'],
  MicrosoftAuthenticator: ['mobileAppNotification'],
  SoftwareOath: ['mobileAppCode'],
  HardwareOath: [],
  Email: ['email'],
};

/** Whether the legacy MFA verification options allow the method; null: not answered. */
export function mfaListAllows(answers: Answers | null, id: LegacyMethodId): Claim {
  return answers?.legacyMfa?.verificationOptions?.[optionOf[id]] ?? null;
}

/** Whether the legacy password reset list allows the method; null: scope or list not answered. */
export function ssprListAllows(answers: Answers | null, id: LegacyMethodId | 'Email'): Claim {
  const sspr = answers?.sspr;
  if (sspr?.scope === 'none') return false;
  const methods = sspr?.methods ?? null;
  if (methods === null) return ssprMethodsOf[id].length === 0 ? false : null;
  if (!ssprMethodsOf[id].some((method) => methods.includes(method))) return false;
  return sspr?.scope === 'selected' || sspr?.scope === 'all' ? true : null;
}

/** Whether either legacy list allows the method; not answered counts as allowed (findings 2.6). */
export function mayLegacyAllow(answers: Answers | null, id: LegacyMethodId | 'Email'): boolean {
  const sspr = ssprListAllows(answers, id);
  const claim = id === 'Email' ? sspr : anyOf([mfaListAllows(answers, id), sspr]);
  return claim !== false;
}

/** The two lists that decide the lower bound, answered whole (answers.md 2). */
export function isLegacyMfaAnswered(answers: Answers | null): boolean {
  return legacyMethodIds.every((id) => mfaListAllows(answers, id) !== null);
}

export function isSsprAnswered(answers: Answers | null): boolean {
  const scope = answers?.sspr?.scope ?? null;
  return scope === 'none' || (scope !== null && (answers?.sspr?.methods ?? null) !== null);
}
