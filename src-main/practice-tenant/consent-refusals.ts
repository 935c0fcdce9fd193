import * as v from 'valibot';

const rule = v.strictObject({
  /** In the browser, or where a code and a refresh token are exchanged. */
  at: v.picklist(['authorize', 'token']),
  /** Graph permissions; one of them among what is asked fails the whole of it. */
  scopes: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(100))), v.maxLength(50)),
  error: v.picklist(['access_denied', 'consent_required', 'invalid_scope', 'invalid_grant']),
  /** Of the text that comes with it, `AADSTS<number>`; left out: none, as where somebody cancels. */
  number: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1_000), v.maxValue(9_999_999))),
});

export const consentScript = v.strictObject({ rules: v.pipe(v.array(rule), v.maxLength(50)) });

/** One refusal, as OAuth and as the service itself name it. */
export type ConsentRefusal = Pick<v.InferOutput<typeof rule>, 'error' | 'number'>;

/** Permissions that nobody is given here, as a test or a person practicing wants it. */
export class ConsentRefusals {
  #rules: v.InferOutput<typeof consentScript>['rules'] = [];

  load(script: v.InferOutput<typeof consentScript>): void {
    this.#rules = script.rules;
  }

  /** Undefined: all of these may be given. */
  of(at: 'authorize' | 'token', permissions: readonly string[]): ConsentRefusal | undefined {
    const asked = new Set(permissions.map((one) => one.toLowerCase()));
    return this.#rules.find(
      (one) => one.at === at && one.scopes.some((scope) => asked.has(scope.toLowerCase())),
    );
  }
}
