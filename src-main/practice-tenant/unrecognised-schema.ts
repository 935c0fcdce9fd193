import * as v from 'valibot';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const names = v.pipe(v.array(name), v.maxLength(5000));

/** What a newer Graph could send: members and types that this product's lists do not have. */
export const unrecognised = v.strictObject({
  /** Further configurations of the methods policy, of type `#microsoft.graph.<type>`. */
  methodConfigurations: v.optional(
    v.array(
      v.strictObject({
        ...{ id: name, type: name },
        /** Default enabled. */
        state: v.optional(name),
      }),
    ),
  ),
  /** Sent instead of what the scenario says, e.g. `unknownFutureValue`. */
  states: v.optional(
    v.partial(
      v.strictObject({
        policyMigrationState: name,
        systemCredentialPreferences: name,
        registrationCampaign: name,
        /** By configuration id. */
        methods: v.record(name, name),
      }),
    ),
  ),
  /**
   * One more method of everybody in a cohort: by this name in the report, and among the person's
   * methods as `#microsoft.graph.<name>AuthenticationMethod`.
   */
  userMethods: v.optional(v.array(v.strictObject({ cohort: name, name }))),
  /** The per-user MFA state of everybody in a cohort, by id and in bulk. */
  perUserMfaStates: v.optional(v.array(v.strictObject({ cohort: name, state: name }))),
  /** Added to the Conditional Access policy of this name. */
  policies: v.optional(
    v.array(
      v.strictObject({
        policy: name,
        state: v.optional(name),
        grantControls: v.optional(names),
        clientAppTypes: v.optional(names),
        /** Conditions by name, as they are sent. */
        conditions: v.optional(v.record(name, v.unknown())),
      }),
    ),
  ),
});
