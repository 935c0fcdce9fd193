import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import { knownMethodId } from '../entra/method-configuration';
import type { User } from '../entra/user';
import {
  allowedMethods,
  classifyMethod,
  isExternalMfa,
  phoneMethods,
  targetsUser,
} from './allowed-methods';
import type { Scope } from './membership';
import type { AccountKind, DateThatMatters, Person, Readiness } from './people';
import type { Claim } from './three-valued';

/** What a person holds, and what of it the methods policy as read allows (findings 2.3). */
export interface MethodFacts {
  readonly methods: readonly string[] | null;
  readonly unknownMethods: readonly string[];
  readonly allowedMethods: readonly string[] | null;
  readonly isPhoneOnly: boolean;
  readonly hasNoMethod: boolean;
  readonly isStranded: boolean;
}

const unknownFacts: MethodFacts = {
  methods: null,
  unknownMethods: [],
  allowedMethods: null,
  isPhoneOnly: false,
  hasNoMethod: false,
  isStranded: false,
};

export function hasCertificate(user: User): boolean {
  return (user.authorizationInfo?.certificateUserIds ?? []).length > 0;
}

/**
 * A method that could not be proven allowed counts as not allowed: who has nothing proven is
 * stranded. `policy` is null when the methods policy was not read; then nobody is called stranded.
 */
export function methodFacts(
  registered: readonly string[] | null,
  user: User,
  policy: AuthenticationMethodsPolicy | null,
  scope: Scope,
): MethodFacts {
  if (registered === null) return unknownFacts;
  const methods = hasCertificate(user) ? [...new Set([...registered, 'certificate'])] : registered;
  const classes = methods.map(classifyMethod);
  const hasPhone = classes.includes('phone');
  const hasSurviving = classes.includes('surviving');
  const allowed =
    policy === null
      ? null
      : allowedMethods(methods, policy, scope, { hasCertificate: hasCertificate(user) }).allowed;
  return {
    methods,
    unknownMethods: methods.filter((_, at) => classes[at] === 'unknown'),
    allowedMethods: allowed,
    isPhoneOnly: hasPhone && !hasSurviving,
    hasNoMethod: !hasPhone && !hasSurviving,
    isStranded:
      user.accountEnabled !== false && (hasPhone || hasSurviving) && allowed?.length === 0,
  };
}

/** Replacements by configuration id: those that certainly target somebody, and those that may. */
export interface OfferedReplacements {
  readonly sure: readonly string[];
  readonly open: readonly string[];
}

/**
 * Configurations of DEST-UNREACHABLE that target the person: Authenticator, software codes,
 * external MFA and, not for guests, passkeys. Null: the policy was not read.
 */
export function offeredReplacements(
  policy: AuthenticationMethodsPolicy | null,
  scope: Scope,
): OfferedReplacements | null {
  if (policy === null) return null;
  const sure: string[] = [];
  const open: string[] = [];
  for (const configuration of policy.authenticationMethodConfigurations) {
    const id = knownMethodId(configuration.id);
    const isOffered =
      id === 'MicrosoftAuthenticator' ||
      id === 'SoftwareOath' ||
      (id === 'Fido2' && !scope.isGuest) ||
      isExternalMfa(configuration);
    const claim: Claim = isOffered ? targetsUser(configuration, scope) : false;
    if (claim === true) sure.push(id);
    if (claim === null) open.push(id);
  }
  return { sure: sure.sort(), open: open.sort() };
}

/** The certain ones. Null: none is certain and one is undecided. */
export function reachableReplacements(
  policy: AuthenticationMethodsPolicy | null,
  scope: Scope,
): readonly string[] | null {
  const offered = offeredReplacements(policy, scope);
  if (offered === null) return null;
  return offered.sure.length === 0 && offered.open.length > 0 ? null : offered.sure;
}

/** The retirement date of a person (R9, R20). Disabled accounts have none. */
export function dateThatMatters(
  facts: MethodFacts,
  person: {
    readonly enabled: boolean;
    readonly kind: AccountKind;
    readonly globalAdministrator: Person['isGlobalAdministrator'];
  },
  hasRetirementDates: boolean,
): DateThatMatters {
  if (!person.enabled) return 'none';
  if (facts.methods === null) return 'unknown';
  if (!facts.isPhoneOnly) return 'none';
  if (!hasRetirementDates) return 'notAnnounced';
  if (person.kind === 'externalGuest' || person.globalAdministrator === 'active') return 'july';
  return person.globalAdministrator === 'eligible' ? 'julyMayApply' : 'february';
}

/**
 * Ready: holds an allowed surviving method. With conditions: holds one that the policy still has
 * to allow, or may register one alone. Not ready: neither. Unknown: a needed fact was not read;
 * `isAccountKnown` says whether its own state and its per-user state were.
 */
export function readinessOf(
  facts: MethodFacts,
  replacements: readonly string[] | null,
  isAccountKnown: boolean,
): Readiness {
  if (facts.methods === null || facts.allowedMethods === null || !isAccountKnown) return 'unknown';
  if (facts.allowedMethods.some((method) => !phoneMethods.has(method))) return 'ready';
  const holdsSurviving = facts.methods.some((method) => classifyMethod(method) === 'surviving');
  if (holdsSurviving) return 'conditions';
  if (replacements === null) return 'unknown';
  return replacements.length > 0 ? 'conditions' : 'notReady';
}
