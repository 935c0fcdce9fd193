import * as v from 'valibot';
import { instant, shortText } from '../bounds';
import { accountSelectorsSchema } from './account-selector';
import { ringChoiceSchema } from './ring-choice';
import { messageChoiceSchema } from './message-choice';
import { defaultsChoiceSchema } from './defaults-choice';
import { scheduleChoiceSchema } from './schedule-choice';
import { signed } from './signature';

/** What asks for MFA after the migration (findings.md 6), without `notAssessed`. */
export const enforcements = [
  'nothingToMigrate',
  'keepSecurityDefaults',
  'decideLicences',
  'perUserToSecurityDefaults',
  'turnOnSecurityDefaults',
  'perUserToConditionalAccess',
  'conditionalAccess',
  'securityDefaultsToConditionalAccess',
] as const;
export type Enforcement = (typeof enforcements)[number];

const onOffLeave = v.picklist(['on', 'off', 'leave']);
const triState = v.picklist(['default', 'enabled', 'disabled']);

/** What the operator decides (answers.md 3). Every choice carries reason, who and when. */
export const choicesSchema = v.strictObject({
  schema: v.literal('causeway-choices/1'),
  enforcement: v.optional(v.strictObject({ value: v.picklist(enforcements), ...signed })),
  licences: v.optional(
    v.strictObject({
      value: v.picklist(['buySeats', 'securityDefaultsForAll', 'keepPerUserUntil']),
      ...signed,
      until: v.optional(instant),
      owner: v.optional(shortText),
    }),
  ),
  methods: v.optional(
    v.record(
      shortText,
      v.pipe(
        v.strictObject({
          value: onOffLeave,
          ...signed,
          scope: v.optional(shortText),
          /** Groups left out of it beside those the policy leaves out already, by id or name. */
          exclude: v.optional(v.pipe(v.array(shortText), v.maxLength(50))),
          /** Groups the policy leaves out that are let in again, by id or name. */
          readmit: v.optional(v.pipe(v.array(shortText), v.maxLength(50))),
          until: v.optional(instant),
          /** Set by a preset, not by hand. */
          preset: v.optional(v.picklist(['recommended', 'strict'])),
        }),
        v.check(({ value, exclude }) => value === 'on' || exclude === undefined, 'exclude_with_on'),
        v.check(({ value, readmit }) => value === 'on' || readmit === undefined, 'readmit_with_on'),
      ),
    ),
  ),
  /** How many people must approve the plan before anything is sent: one, unless two are asked. */
  approvals: v.optional(v.strictObject({ value: v.picklist([1, 2]), ...signed })),
  /** Figures the plan was begun with; a ring layout or a schedule chosen in it comes before them. */
  defaults: v.optional(defaultsChoiceSchema),
  officePhone: v.optional(
    v.strictObject({
      value: v.picklist(['enableForTransition', 'moveNow']),
      ...signed,
    }),
  ),
  systemPreferred: v.optional(
    v.strictObject({
      value: triState,
      ...signed,
      include: shortText,
      exclude: v.optional(shortText),
    }),
  ),
  registrationCampaign: v.optional(
    v.strictObject({
      value: triState,
      ...signed,
      include: v.array(shortText),
      exclude: v.array(shortText),
      snoozeDurationInDays: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(14)),
      ),
    }),
  ),
  trustedIps: v.optional(
    v.array(
      v.strictObject({
        value: v.picklist(['namedLocationTrusted', 'namedLocationNotTrusted', 'drop']),
        ...signed,
        range: shortText,
      }),
    ),
  ),
  rememberMfa: v.optional(
    v.strictObject({
      value: v.picklist(['signInFrequency', 'drop']),
      ...signed,
      days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365))),
    }),
  ),
  locationParity: v.optional(
    v.strictObject({
      value: v.picklist(['mfaEverywhere', 'keepExemption']),
      ...signed,
    }),
  ),
  federation: v.optional(
    v.array(
      v.strictObject({
        value: v.picklist([
          'acceptIfMfaDoneByFederatedIdp',
          'enforceMfaByFederatedIdp',
          'rejectMfaByFederatedIdp',
        ]),
        ...signed,
        domain: shortText,
      }),
    ),
  ),
  managedPolicy: v.optional(
    v.array(
      v.strictObject({
        value: v.picklist(['keepOurs', 'keepTheirs']),
        ...signed,
        policyId: shortText,
      }),
    ),
  ),
  frontline: v.optional(
    v.array(
      v.strictObject({
        value: v.picklist(['siteOnly', 'fido2Keys', 'qrCodePin']),
        ...signed,
        accounts: accountSelectorsSchema,
      }),
    ),
  ),
  telephony: v.optional(
    v.array(
      v.strictObject({
        value: v.picklist(['provider', 'fido2Keys', 'windowsHello', 'authenticator']),
        ...signed,
        accounts: accountSelectorsSchema,
      }),
    ),
  ),
  accountPaths: v.optional(
    v.array(
      v.pipe(
        v.strictObject({
          value: v.picklist([
            'blockSignIn',
            'smtpRelay',
            'highVolumeEmail',
            'workloadIdentity',
            'removePhone',
            'clearOnly',
            'keepUntil',
          ]),
          ...signed,
          accounts: accountSelectorsSchema,
          owner: v.optional(shortText),
          until: v.optional(instant),
        }),
        v.check(
          ({ value, owner, until }) =>
            value !== 'keepUntil' || (owner !== undefined && until !== undefined),
          'owner_and_until',
        ),
      ),
    ),
  ),
  passkeyOptOut: v.optional(
    v.strictObject({
      value: v.picklist(['leave', 'set', 'remove']),
      ...signed,
    }),
  ),
  accepted: v.optional(
    v.array(
      v.strictObject({
        code: shortText,
        /** Ids of who and what was accepted; left out: the tenant or a setting, nobody of a list. */
        subjects: v.optional(v.pipe(v.array(shortText), v.maxLength(200_000))),
        ...signed,
        until: v.optional(instant),
      }),
    ),
  ),
  /** How people are parted into rings; by risk where nobody chose. */
  rings: v.optional(ringChoiceSchema),
  /** Ring moved by hand: user id → ring number. First ring wins stays true. */
  ringMoves: v.optional(
    v.record(shortText, v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(50))),
  ),
  /** When the steps are carried out; without it the plan carries a proposal. */
  schedule: v.optional(scheduleChoiceSchema),
  /** What people are told, where it differs from the standard texts. */
  messages: v.optional(messageChoiceSchema),
});
export type Choices = v.InferOutput<typeof choicesSchema>;

export const noChoices: Choices = { schema: 'causeway-choices/1' };
