import type { AssessInput } from '../../../../../shared/assess/assessment';
import type { FindingCode } from '../../../../../shared/assess/finding-codes';
import type { Answers } from '../../../../../shared/tenant/answer';
import { noChoices, type Choices } from '../../../../../shared/tenant/choice';
import type { Read } from '../../../../../shared/tenant/snapshot';
import { administrators, anInput, type SnapshotOptions } from '../../../../fixtures/a-snapshot';
import type { UserOptions } from '../../../../fixtures/graph-objects';

/** One small tenant and what one code says about it; `null`: the code must be absent. */
export interface FindingCase {
  readonly code: FindingCode;
  readonly name: string;
  readonly input: AssessInput;
  readonly expected: {
    readonly severity: string;
    readonly count?: number;
    readonly subjects?: readonly string[];
  } | null;
  /**
   * Set where a needed fact is unknown (column "Unknown when" of findings.md). What is not reported
   * must be named elsewhere: as an unread source, or as accounts of DATA-UNREADABLE.
   */
  readonly unknown?: { readonly unread?: string; readonly unreadable?: readonly string[] };
}

export type Options = SnapshotOptions &
  Partial<Omit<AssessInput, 'snapshot' | 'answers' | 'choices'>> & {
    readonly answers?: Omit<Answers, 'schema'>;
    readonly choices?: Omit<Choices, 'schema'>;
    /** Users beside the two administrators. */
    readonly more?: readonly UserOptions[];
  };

function inputOf({ answers, choices, more, ...options }: Options): AssessInput {
  return anInput({
    users: [...administrators, ...(more ?? [])],
    ...options,
    ...(answers === undefined ? {} : { answers: { schema: 'causeway-answers/1', ...answers } }),
    ...(choices === undefined ? {} : { choices: { ...noChoices, ...choices } }),
  });
}

/** The code fires with this severity for exactly these subjects. */
export function fires(
  code: FindingCode,
  name: string,
  severity: string,
  subjects: readonly string[],
  options: Options,
): FindingCase {
  return { code, name, input: inputOf(options), expected: { severity, subjects } };
}

export function silent(code: FindingCode, name: string, options: Options): FindingCase {
  return { code, name, input: inputOf(options), expected: null };
}

export function counts(
  code: FindingCode,
  name: string,
  severity: string,
  count: number,
  options: Options,
): FindingCase {
  return { code, name, input: inputOf(options), expected: { severity, count } };
}

/** A needed fact is unknown, and the code fires all the same. */
export function unknownFires(
  code: FindingCode,
  name: string,
  severity: string,
  subjects: readonly string[],
  options: Options,
): FindingCase {
  return { ...fires(code, name, severity, subjects, options), unknown: {} };
}

/** A needed fact is unknown: nothing is reported, and the source is said to be unread. */
export function notEvaluated(
  code: FindingCode,
  name: string,
  unread: string,
  options: Options,
): FindingCase {
  return { ...silent(code, name, options), unknown: { unread } };
}

/** A fact of these accounts is unknown: DATA-UNREADABLE names them, this code does not. */
export function unreadable(
  code: FindingCode,
  name: string,
  ids: readonly string[],
  options: Options,
): FindingCase {
  return { ...silent(code, name, options), unknown: { unreadable: ids } };
}

export const signed = { reason: 'agreed', by: 'ga1@practice.example', at: '2026-11-20T09:00:00Z' };

export function unreadBecause(
  code:
    'refused' | 'notAccepted' | 'notLicensed' | 'notFound' | 'notCaptured' | 'notAsked' | 'network',
  status?: number,
): Read<never> {
  return { kind: 'unread', reason: status === undefined ? { code } : { code, status } };
}

/** Two emergency access accounts that pass every check; `change` spoils the first. */
export function emergency(change: Partial<UserOptions> = {}): {
  readonly users: readonly UserOptions[];
  readonly accounts: { emergencyAccess: { id: string }[] };
} {
  const base = (id: string): UserOptions => ({
    id,
    methods: ['fido2SecurityKey'],
    roles: ['globalAdministrator'],
    user: { userPrincipalName: `${id}@practice.onmicrosoft.com` },
  });
  const first = base('bg1');
  return {
    users: [{ ...first, ...change, user: { ...first.user, ...change.user } }, base('bg2')],
    accounts: { emergencyAccess: [{ id: 'bg1' }, { id: 'bg2' }] },
  };
}

type Factors = 'Multi' | 'Single' | null;

/** Certificates as the methods policy has them: the default, and the rules; null: no mode named. */
export function certificatesOf(byDefault: Factors, ...rules: readonly Factors[]) {
  const modeOf = (field: string, factors: Factors): object =>
    factors === null ? {} : { [field]: `x509Certificate${factors}Factor` };
  return {
    authenticationModeConfiguration: {
      ...modeOf('x509CertificateAuthenticationDefaultMode', byDefault),
      rules: rules.map((factors) => ({
        ...{ x509CertificateRuleType: 'policyOID', identifier: '1.2.3' },
        ...modeOf('x509CertificateAuthenticationMode', factors),
      })),
    },
  };
}

export const tenant = ['11111111-1111-4111-8111-111111111111'];
export const allOff = {
  callToPhone: false,
  textToPhone: false,
  appNotification: false,
  appCodeOrHardwareToken: false,
};
export const allOn = {
  callToPhone: true,
  textToPhone: true,
  appNotification: true,
  appCodeOrHardwareToken: true,
};
