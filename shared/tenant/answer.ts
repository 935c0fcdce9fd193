import * as v from 'valibot';
import { count, instant, shortText, text } from '../bounds';
import { accountSelectorsSchema } from './account-selector';
import { answerPaths } from './answer-paths';

const yesNo = v.optional(v.nullable(v.boolean()));
const selectors = v.optional(v.nullable(accountSelectorsSchema));
const name = v.optional(v.nullable(shortText));
const wholeDays = (least: number, most: number) =>
  v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))));

export const ssprMethods = [
  'mobileAppNotification',
  'mobileAppCode',
  'email',
  'mobilePhone',
  'officePhone',
  'securityQuestions',
] as const;

/** Who entered what stands beside it, and when. */
const stamp = { by: v.optional(shortText), at: v.optional(instant) };
const enteredStamp = v.strictObject(stamp);
export type EnteredStamp = v.InferOutput<typeof enteredStamp>;

const lastDrill = v.optional(instant);
const alerting = v.optional(v.boolean());
const declaredEmergencyAccount = v.union(
  [
    v.strictObject({ id: shortText, lastDrill, alerting }),
    v.strictObject({ upn: shortText, lastDrill, alerting }),
    v.strictObject({ upnPattern: shortText, lastDrill, alerting }),
    v.strictObject({ group: shortText, lastDrill, alerting }),
  ],
  'account_selector',
);

/**
 * What an administrator told us (answers.md 1). Absent and null are both "not answered". The file,
 * a block or, in `entered`, a single value says who entered it: the nearest one counts.
 */
export const answersSchema = v.strictObject({
  schema: v.literal('causeway-answers/1'),
  tenantId: v.optional(shortText),
  ...stamp,
  entered: v.optional(v.record(v.picklist(answerPaths), enteredStamp)),
  legacyMfa: v.optional(
    v.strictObject({
      ...stamp,
      verificationOptions: v.optional(
        v.strictObject({
          ...stamp,
          callToPhone: yesNo,
          textToPhone: yesNo,
          appNotification: yesNo,
          appCodeOrHardwareToken: yesNo,
        }),
      ),
      appPasswordsAllowed: yesNo,
      rememberMfa: v.optional(
        v.nullable(v.strictObject({ ...stamp, allowed: v.boolean(), days: wholeDays(1, 365) })),
      ),
      trustedIps: v.optional(v.nullable(v.pipe(v.array(shortText), v.maxLength(1000)))),
      skipFederatedIntranet: yesNo,
    }),
  ),
  appPasswords: v.optional(
    v.strictObject({ ...stamp, accounts: v.nullable(accountSelectorsSchema) }),
  ),
  sspr: v.optional(
    v.strictObject({
      ...stamp,
      scope: v.optional(v.nullable(v.picklist(['none', 'selected', 'all']))),
      group: name,
      methods: v.optional(v.nullable(v.array(v.picklist(ssprMethods)))),
      methodsRequired: v.optional(v.nullable(v.picklist([1, 2]))),
      securityQuestions: yesNo,
      registrationRequired: yesNo,
      reconfirmDays: wholeDays(0, 3650),
    }),
  ),
  history: v.optional(
    v.strictObject({
      ...stamp,
      startedIn: v.optional(v.nullable(v.picklist(['preMigration', 'migrationInProgress']))),
      nativeBackupSnapshots: v.optional(v.nullable(v.array(instant))),
    }),
  ),
  accounts: v.optional(
    v.strictObject({
      ...stamp,
      emergencyAccess: v.optional(
        v.nullable(v.pipe(v.array(declaredEmergencyAccount), v.maxLength(100))),
      ),
      sharedMailboxes: selectors,
      roomMailboxes: selectors,
      teamsRooms: selectors,
      serviceAccounts: selectors,
      sharedAccounts: selectors,
      syncAccounts: selectors,
      ropcAccounts: selectors,
    }),
  ),
  populations: v.optional(
    v.strictObject({
      ...stamp,
      pupils: selectors,
      pupilsUnder13: selectors,
      frontline: selectors,
      sharedMobileDevices: selectors,
    }),
  ),
  infrastructure: v.optional(
    v.strictObject({
      ...stamp,
      npsExtension: v.optional(
        v.strictObject({
          ...stamp,
          present: v.nullable(v.boolean()),
          version: name,
          users: selectors,
          radiusClients: v.optional(
            v.nullable(
              v.array(
                v.strictObject({
                  name: shortText,
                  protocol: v.picklist(['PAP', 'CHAPv2', 'MSCHAPv2', 'EAP']),
                  users: count,
                }),
              ),
            ),
          ),
        }),
      ),
      adfs: v.optional(
        v.strictObject({
          ...stamp,
          present: v.nullable(v.boolean()),
          mfaAdapter: name,
          insideCorporateNetworkClaim: yesNo,
        }),
      ),
      exchangeModernAuth: yesNo,
      classicConditionalAccess: yesNo,
      idProtectionRegistrationPolicy: yesNo,
    }),
  ),
  telephony: v.optional(
    v.strictObject({
      ...stamp,
      needs: v.optional(
        v.nullable(v.array(v.strictObject({ accounts: accountSelectorsSchema, reason: text }))),
      ),
      provider: v.optional(
        v.strictObject({
          ...stamp,
          status: v.optional(v.nullable(v.picklist(['none', 'planned', 'configured', 'tested']))),
          name,
        }),
      ),
    }),
  ),
  passkeyOptOut: yesNo,
});
export type Answers = v.InferOutput<typeof answersSchema>;
