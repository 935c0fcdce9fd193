import type { PersonView } from '../../shared/ipc/people-contract';

type Point = Pick<
  PersonView['points'][number],
  'verdict' | 'askedBy' | 'preference' | 'reasons' | 'orderedMethods'
>;

/** What a sign-in shows, as the picture of it names it. */
export const promptKinds = [
  'unknown',
  'blocked',
  'federated',
  'home',
  'register',
  'nudge',
  'nothing',
  'passkey',
  'certificate',
  'number',
  'code',
  'phone',
  'other',
] as const;
export type PromptKind = (typeof promptKinds)[number];

const shown: readonly (readonly [RegExp, PromptKind])[] = [
  [/^(passKey|fido2|windowsHello|macOsSecure)/, 'passkey'],
  [/^certificate$/, 'certificate'],
  [/^microsoftAuthenticator/, 'number'],
  [/OneTimePasscode$/, 'code'],
  [/Phone$/, 'phone'],
];

/** Methods behind a person's own default, in Graph's word for it. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  push: ['microsoftAuthenticatorPush'],
  oath: ['softwareOneTimePasscode', 'hardwareOneTimePasscode'],
  sms: ['mobilePhone'],
  voiceMobile: ['mobilePhone'],
  voiceAlternateMobile: ['alternateMobilePhone'],
  voiceOffice: ['officePhone'],
};

/**
 * What somebody sees at one point in time: the strongest method where Entra chooses it, else the
 * person's own default (Graph's word). What cannot be told is unknown, never the usual.
 */
export function promptOf(
  { verdict, askedBy, preference, reasons, orderedMethods }: Point,
  ownDefault: string | null,
): PromptKind {
  const has = (key: string): boolean => reasons.some((reason) => reason.key === key);
  if (has('reason_federated')) return 'federated';
  if (verdict === 'unknown') return 'unknown';
  if (verdict === 'blocked') return 'blocked';
  if (verdict === 'mustRegister') return 'register';
  if (verdict === 'askedToRegister') return 'nudge';
  if (has('reason_guest_trusted')) return 'home';
  if (askedBy === 'nothing') return 'nothing';
  if (askedBy === 'unknown') return 'unknown';
  const isChosen = preference === 'both' || preference === 'second' || orderedMethods.length === 1;
  const own = preference === 'none' ? (defaults[ownDefault ?? ''] ?? []) : [];
  const first = isChosen ? orderedMethods[0] : orderedMethods.find((name) => own.includes(name));
  if (first === undefined) return 'unknown';
  return shown.find(([pattern]) => pattern.test(first))?.[1] ?? 'other';
}
