import * as v from 'valibot';
import { shortText, text } from '../bounds';

/** How far back the log reaches with P1 (domain.md 1.5). */
export const legacyWindowDays = 30;
const dayMs = 86_400_000;

/** The instant a list of the last `days` begins with, in whole seconds. */
export function windowStart(takenAt: string, days: number): string {
  const since = new Date(Date.parse(takenAt) - days * dayMs).toISOString();
  return `${since.slice(0, 19)}Z`;
}

/** Clients without modern authentication, as `clientAppUsed` names them (domain.md 1.5). */
export const legacyClients = [
  ...['Authenticated SMTP', 'Autodiscover', 'Exchange ActiveSync', 'Exchange Online PowerShell'],
  ...['Exchange Web Services', 'IMAP4', 'MAPI Over HTTP', 'Offline Address Book'],
  ...['Outlook Anywhere (RPC over HTTP)', 'Outlook Service', 'POP3', 'Reporting Web Services'],
  'Other clients',
] as const;
const lowerCase: ReadonlySet<string> = new Set(legacyClients.map((name) => name.toLowerCase()));

export function isLegacyClient(clientAppUsed: string | null): boolean {
  return clientAppUsed !== null && lowerCase.has(clientAppUsed.toLowerCase());
}

const instantText = v.pipe(
  text,
  v.check((one) => !Number.isNaN(Date.parse(one)), 'an instant'),
);

/** A row of `/auditLogs/signIns` by a legacy client: who, when, with what, and whether it went well. */
export const legacyRowSchema = v.looseObject({
  userId: shortText,
  createdDateTime: instantText,
  clientAppUsed: v.nullable(text),
  appDisplayName: v.optional(v.nullable(text), null),
  status: v.looseObject({ errorCode: v.number() }),
});

/** A row with what each policy did, or would have done. */
export const judgedRowSchema = v.looseObject({
  userId: shortText,
  createdDateTime: instantText,
  appliedConditionalAccessPolicies: v.array(
    v.looseObject({ id: v.nullable(shortText), result: v.nullable(text) }),
  ),
});

/** Sign-ins of one kind in a stretch of time. */
export interface SignInWindow<Row> {
  /** ISO instant the list was asked from. */
  readonly since: string;
  /** Set where the list was longer than is read: nothing older than this instant was seen. */
  readonly cutAt: string | null;
  readonly rows: readonly Row[];
  /** People each report-only policy judged, whatever it would have done; left out by older files. */
  readonly judged?: Readonly<Record<string, number>>;
}

/** Somebody who signed in with a legacy client of one app. */
export interface LegacySignIn {
  readonly userId: string;
  readonly clientAppUsed: string;
  readonly appName: string | null;
  readonly count: number;
  readonly lastAt: string;
}

/** What a report-only policy would have done to somebody: stopped, or asked for something. */
export interface ReportOnlyResult {
  readonly policyId: string;
  readonly userId: string;
  readonly failures: number;
  readonly interruptions: number;
  readonly lastAt: string;
}

function windowOf<const Row extends v.GenericSchema>(row: Row) {
  return v.strictObject({
    since: text,
    cutAt: v.nullable(text),
    rows: v.array(row),
    judged: v.exactOptional(v.record(shortText, v.number())),
  });
}
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const legacyWindowSchema = windowOf(
  v.strictObject({
    userId: shortText,
    clientAppUsed: text,
    appName: v.nullable(text),
    count,
    lastAt: text,
  }),
);
export const reportOnlyWindowSchema = windowOf(
  v.strictObject({
    policyId: shortText,
    userId: shortText,
    failures: count,
    interruptions: count,
    lastAt: text,
  }),
);
