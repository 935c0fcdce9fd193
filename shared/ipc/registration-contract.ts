import * as v from 'valibot';
import { shortText } from '../bounds';
import { cloudNames } from '../entra/cloud';
import { empty, failureView } from './common-views';
import { call } from './define';

/** What is looked at, in this order; texts under `registration_step_<name>`. */
export const registrationSteps = ['tenant', 'signIn', 'permissions'] as const;
export type RegistrationStep = (typeof registrationSteps)[number];

const names = v.array(shortText);

/** An app registration as somebody types it in. */
export const typedRegistration = v.strictObject({
  clientId: v.pipe(shortText, v.regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/)),
  cloud: v.picklist(cloudNames),
  /** Tenant id or domain; empty: the sign-in decides. */
  tenant: v.pipe(shortText, v.regex(/^[0-9A-Za-z.-]*$/)),
});

/** What a check asks of somebody: one registration, or that one and a second for changing. */
export const checkedRegistration = v.strictObject({
  ...typedRegistration.entries,
  /** A second registration for changing; null: the first one does both. */
  writeClientId: v.nullable(typedRegistration.entries.clientId),
});

const verdict = {
  steps: v.array(
    v.strictObject({
      name: v.picklist(registrationSteps),
      state: v.picklist(['waiting', 'running', 'ok', 'failed', 'notReached']),
      failure: v.nullable(failureView),
    }),
  ),
  /** Permissions, by name: given, not given, unknown in this cloud, not asked about yet. */
  granted: names,
  missing: names,
  unknown: names,
  unasked: names,
};
const registrationVerdict = v.strictObject(verdict);
export type RegistrationVerdict = v.InferOutput<typeof registrationVerdict>;

/** A check of an app registration, as far as it has got. */
export const registrationView = v.strictObject({
  /** What was checked, as it was typed in; null: nothing was. */
  about: v.nullable(checkedRegistration),
  state: v.picklist(['idle', 'running', 'done']),
  ...verdict,
  /** Of the registration for changing, which comes after the first; null: there is none. */
  second: v.nullable(registrationVerdict),
});
export type RegistrationView = v.InferOutput<typeof registrationView>;

export const registrationCalls = {
  'registration.get': call(empty, registrationView),
  /** Starts a check and returns at once; how it goes arrives as events. */
  'registration.check': call(checkedRegistration, registrationView),
  'registration.cancel': call(empty, registrationView),
} as const;
