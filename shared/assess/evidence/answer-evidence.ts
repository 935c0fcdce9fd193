import type { JsonObject } from '../../json';
import type { FinderContext } from '../assess-context';

/** Facts by field, without those nobody answered. */
function answered(facts: Readonly<Record<string, boolean | number | string | null | undefined>>) {
  const told = Object.entries(facts).flatMap(([field, value]): [string, typeof value][] =>
    value === null || value === undefined ? [] : [[field, value]],
  );
  return Object.fromEntries(told) as JsonObject;
}

/** Whose passwords the two lists are about; silence counts as everybody (answers.md 2). */
export function resetScope({ answers }: FinderContext): JsonObject {
  const { scope, group } = answers?.sspr ?? {};
  return answered({ resetScope: scope, resetGroup: scope === 'selected' ? group : null });
}

/** What stays in password reset after the migration (domain.md 4.1). */
export function resetStays({ answers }: FinderContext): JsonObject {
  const { registrationRequired, reconfirmDays } = answers?.sspr ?? {};
  return answered({ resetRegistration: registrationRequired, resetReconfirm: reconfirmDays });
}

export function questionsAllowed({ answers }: FinderContext): JsonObject {
  const { securityQuestions, methods } = answers?.sspr ?? {};
  const isListed = methods?.includes('securityQuestions');
  return answered({ questionsAllowed: securityQuestions ?? isListed });
}

/**
 * What may ask people to register outside their ring: null is "may be on" (answers.md 2). Password
 * reset asks nobody where it is off, and the policy of ID Protection comes with P2.
 */
export function asksToRegister({ answers, plan }: FinderContext): JsonObject {
  const { sspr, infrastructure } = answers ?? {};
  const hasPolicy = infrastructure?.idProtectionRegistrationPolicy ?? null;
  return {
    ...(sspr?.scope === 'none' ? {} : { resetRegistration: sspr?.registrationRequired ?? null }),
    ...(hasPolicy === null && plan !== 'p2' && plan !== 'unknown'
      ? {}
      : { registrationPolicy: hasPolicy }),
  };
}

/** Classic policies keep security defaults from being turned on; null: there may be some. */
export function classicPolicies({ answers }: FinderContext): JsonObject {
  return { classicPolicies: answers?.infrastructure?.classicConditionalAccess ?? null };
}

export function providerName({ answers }: FinderContext): JsonObject {
  return answered({ providerName: answers?.telephony?.provider?.name });
}

/** What was answered about AD FS itself; nothing where it was not. */
export function adfsAnswers({ answers }: FinderContext): JsonObject {
  const { present, mfaAdapter, insideCorporateNetworkClaim } = answers?.infrastructure?.adfs ?? {};
  return answered({ adfsPresent: present, mfaAdapter, insideCorporateNetworkClaim });
}
