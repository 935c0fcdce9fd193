import type { Step } from '../../../../shared/plan/step';
import type { UnreadReason } from '../../../../shared/tenant/snapshot';
import type { EntraPlan } from '../../../../src-main/rollout/refused-step';

/** One error of domain.md section 2, and by which key it is told. */
export interface DocumentedError {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the tenant; left out: `p1`. */
  readonly plan?: EntraPlan;
  readonly step: keyof typeof steps;
  /** Of domain.md 2 itself. */
  readonly isListed: boolean;
  /** Failure of an object that was read; reason where it was a list or a part of a batch. */
  readonly read: string;
  readonly unread: UnreadReason['code'];
  /** Failure with its `why`, or what else becomes of the write. */
  readonly write: string;
}

/** Of no plan, so without its scopes: what helps goes by the kind of step alone. */
function step(kind: Step['kind'], planned: Step['planned'] = null): Step {
  return { id: 's01', kind, scopes: [], planned } as unknown as Step;
}

export const steps = {
  groupAdd: step('group.add'),
  methods: step('method.configure', { state: 'enabled' }),
  create: step('ca.create', { state: 'enabledForReportingButNotEnforced' }),
  enforce: step('ca.setState', { state: 'enabled' }),
  defaultsOn: step('securityDefaults.set', { isEnabled: true }),
} as const;

const claims = { 'www-authenticate': 'Bearer error="insufficient_claims", claims="e30="' };
const premium = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

type Row = readonly [
  name: string,
  answer: readonly [status: number, code: string, headers?: DocumentedError['headers']],
  read: readonly [string, UnreadReason['code']],
  write: readonly [keyof typeof steps, string, EntraPlan?],
];

const rows: readonly Row[] = [
  [
    'no valid token',
    [401, 'InvalidAuthenticationToken'],
    ['graph/unauthorized', 'notAccepted'],
    ['methods', 'step/await-auth'],
  ],
  [
    'claims, 401',
    [401, 'InvalidAuthenticationToken', claims],
    ['graph/claims-demanded', 'notAccepted'],
    ['methods', 'step/await-auth claims'],
  ],
  [
    'claims, 403',
    [403, 'insufficient_claims'],
    ['graph/claims-demanded', 'signIn'],
    ['methods', 'step/await-auth claims'],
  ],
  [
    'claims in the header alone',
    [403, 'Forbidden', claims],
    ['graph/claims-demanded', 'signIn'],
    ['methods', 'step/await-auth claims'],
  ],
  [
    'role missing',
    [403, 'Authorization_RequestDenied'],
    ['graph/refused', 'refused'],
    ['groupAdd', 'step/refused role'],
  ],
  [
    'token older than the consent',
    [403, 'AccessDenied'],
    ['graph/sign-in-again', 'refused'],
    ['enforce', 'step/refused oldSignIn'],
  ],
  [
    'tenant without a premium licence',
    [403, premium],
    ['graph/not-licensed', 'notLicensed'],
    ['methods', 'step/refused licence'],
  ],
  [
    'policy created without a licence',
    [403, 'AccessDenied'],
    ['graph/sign-in-again', 'refused'],
    ['create', 'step/refused policyLicence', 'free'],
  ],
  [
    'policy created, licences not read',
    [403, 'AccessDenied'],
    ['graph/sign-in-again', 'refused'],
    ['create', 'step/refused oldOrUnlicensed', 'unknown'],
  ],
  [
    'feature forbidden',
    [403, 'Forbidden'],
    ['graph/refused forbidden', 'refused'],
    ['methods', 'step/refused forbidden'],
  ],
  [
    'PIM without a licence',
    [400, 'AadPremiumLicenseRequired'],
    ['graph/not-licensed pim', 'notLicensed'],
    ['methods', 'step/refused pimLicence'],
  ],
  [
    'security defaults are on',
    [400, 'BadRequest'],
    ['graph/bad-request', 'notFound'],
    ['enforce', 'step/refused securityDefaults'],
  ],
  [
    'policies are on',
    [400, 'BadRequest'],
    ['graph/bad-request', 'notFound'],
    ['defaultsOn', 'step/refused policiesOn'],
  ],
  [
    'member already, or another bad request',
    [400, 'Request_BadRequest'],
    ['graph/bad-request', 'notFound'],
    ['groupAdd', 'step/refused request'],
  ],
  [
    'not replicated yet, or gone',
    [404, 'Request_ResourceNotFound'],
    ['graph/not-found', 'notFound'],
    ['methods', 'step/refused notFound'],
  ],
  [
    'throttled',
    [429, 'TooManyRequests', { 'retry-after': '7' }],
    ['graph/throttled', 'throttled'],
    ['methods', 'step/put-off throttled'],
  ],
  [
    'unavailable',
    [503, 'ServiceUnavailable', { 'retry-after': '7' }],
    ['graph/busy', 'busy'],
    ['methods', 'step/put-off busy'],
  ],
  [
    'gateway timed out',
    [504, 'GatewayTimeout'],
    ['graph/busy gateway', 'busy'],
    ['methods', 'step/settling gateway'],
  ],
  [
    'dependency failed, in a batch',
    [424, 'FailedDependency'],
    ['graph/busy dependency', 'busy'],
    ['methods', 'step/settling dependency'],
  ],
];

/** Of Microsoft's page errors.md, which domain.md 2 does not list. */
const further: readonly Row[] = [
  [
    'conflict',
    [409, 'Conflict'],
    ['graph/bad-request', 'notAccepted'],
    ['methods', 'step/refused conflict'],
  ],
  [
    'changed meanwhile',
    [412, 'PreconditionFailed'],
    ['graph/bad-request', 'notAccepted'],
    ['methods', 'drift'],
  ],
  [
    'locked',
    [423, 'Locked'],
    ['graph/bad-request', 'notAccepted'],
    ['methods', 'step/settling answer'],
  ],
  [
    'not allowed',
    [405, 'MethodNotAllowed'],
    ['graph/bad-request', 'notAccepted'],
    ['methods', 'step/settling answer'],
  ],
  [
    'to be paid for',
    [402, 'PaymentRequired'],
    ['graph/bad-request', 'notAccepted'],
    ['methods', 'step/settling answer'],
  ],
];

export const documentedErrors: readonly DocumentedError[] = [...rows, ...further].map((row) => {
  const [name, [status, code, headers], [read, unread], [onStep, write, plan]] = row;
  return {
    ...{ name, status, code, read, unread, step: onStep, write, isListed: rows.includes(row) },
    ...(headers === undefined ? {} : { headers }),
    ...(plan === undefined ? {} : { plan }),
  };
});

/** What only a write is answered with. */
export const onWritesAlone: ReadonlySet<string> = new Set([
  'policy created without a licence',
  'policy created, licences not read',
  'security defaults are on',
  'policies are on',
  'member already, or another bad request',
]);

/** Listed as one error: whichever way claims are demanded. */
export const errorOf = ({ name }: DocumentedError): string => name.replace(/^claims\b.*/, 'claims');
