import { questions } from './ask-live';

/** One of domain.md 9: not found in any document, or to be looked at again in a real tenant. */
export interface OpenItem {
  /** Its number there. */
  readonly domain: string;
  readonly open: string;
  /** Ids of the questions that ask a tenant. */
  readonly asked: readonly string[];
  /** What no request answers: the page to read, or the hand that does it. */
  readonly byHand: readonly string[];
}

const entra = 'MicrosoftDocs/entra-docs docs/identity/authentication';

export const openItems: readonly OpenItem[] = [
  {
    domain: '9.1',
    open: 'The error for security defaults beside policies; the numbers in front of the policy error.',
    asked: ['security-defaults-beside-policies', 'policy-beside-security-defaults'],
    byHand: [],
  },
  {
    domain: '9.2',
    open: 'policyMigrationState on v1.0: whether it is taken, the way back, and when it is null.',
    asked: ['migration-state', 'migration-state-same', 'migration-state-back'],
    byHand: [],
  },
  {
    domain: '9.3',
    open: 'systemCredentialPreferences sent to v1.0: ignored, refused or honoured.',
    asked: ['system-preferred-on-v1'],
    byHand: [],
  },
  {
    domain: '9.4',
    open: 'optOutSettings on beta, and how the campaign reads since September 2026.',
    asked: ['opt-out-settings'],
    byHand: [],
  },
  {
    domain: '9.5',
    open: 'What changed after 2026-09-23: SMS and voice, telephony providers, passkeys for guests.',
    asked: ['every-read', 'new-since-september'],
    byHand: [
      `read ${entra}/concept-sms-voice-retirement.md`,
      `read ${entra}/concept-system-preferred-authentication.md`,
    ],
  },
  {
    domain: '9.6',
    open: 'Microsoft’s word on tenants that never migrated after 30 September 2025.',
    asked: ['migration-state'],
    byHand: [
      'ask in a tenant still in preMigration: whether the legacy lists still count at a sign-in',
      `read ${entra}/how-to-authentication-methods-manage.md`,
    ],
  },
  {
    domain: '9.7',
    open: 'Known issues of passkeys on phones and of certificates with system-preferred, as of 2023.',
    asked: [],
    byHand: [`read the history of ${entra}/concept-system-preferred-multifactor-authentication.md`],
  },
  {
    domain: '9.8',
    open: 'How often the methods policy may be written, and per-user MFA be read.',
    asked: ['per-user-mfa-limit', 'methods-policy-write-limit'],
    byHand: [],
  },
  {
    domain: '9.9',
    open: 'Newer English pages on per-user MFA, emergency access, mandatory MFA, legacy sign-ins.',
    asked: [],
    byHand: [
      `read ${entra}/howto-mfa-userstates.md (known: 2024-08-13)`,
      `read ${entra}/concept-mandatory-multifactor-authentication.md (known: 2025-07-29)`,
      'read MicrosoftDocs/entra-docs docs/identity/role-based-access-control/security-emergency-access.md (known: 2025-02-10)',
      'read MicrosoftDocs/entra-docs docs/identity/conditional-access/policy-block-legacy-authentication.md (known: 2024-09-27)',
    ],
  },
  {
    domain: '9.10',
    open: 'Which roles the calls about groups, licences and Temporary Access Passes ask for.',
    asked: ['role-for-reads', 'role-for-group-write'],
    byHand: [
      'run it once with an account of each role alone',
      'issue a Temporary Access Pass in the portal with each: it is a secret, so none is made here',
    ],
  },
];

/** The whole list as text: what is open, the requests that answer it, and how to send them. */
export function checklist(): string {
  return `${openItems.flatMap(linesOf).join('\n')}\n`;
}

function linesOf({ domain, open, asked, byHand }: OpenItem): readonly string[] {
  const lines = questions
    .filter(({ id }) => asked.includes(id))
    .flatMap(({ id, needs, requests }) => [
      `      --only ${[id, ...needs.map((leave) => `--${leave}`)].join(' ')}  (${kindOf(needs)})`,
      ...requests.map((request) => `          ${request}`),
    ]);
  return [`${domain.padEnd(6)}${open}`, ...lines, ...byHand.map((one) => `      by hand: ${one}`)];
}

const kindOf = (needs: readonly string[]): string =>
  needs.includes('write') ? 'writes, leaves it as it was' : 'only reads';
