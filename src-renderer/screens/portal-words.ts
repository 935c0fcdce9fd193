import { m } from '../../shared/paraglide/messages.js';
import { words } from '../i18n.svelte';

/** What a field is called in the portal, and how its values read there. */
interface PortalWord {
  readonly label: string;
  readonly say: (value: string) => string;
}

/** Whose field it is: the kind and target of its step, and the names of ids in it. */
export interface FieldOwner {
  readonly kind: string;
  readonly target: string;
  readonly nameOf: (id: string) => string;
}

const campaign = 'registrationEnforcement.authenticationMethodsRegistrationCampaign';
const members = /^(includeTargets|excludeTargets)(?:\[(.+)\])?(?:\.(\w+))?$/;

/** Null: the portal's word is not known, and Graph's name stands. */
export function portalWord(path: string, owner: FieldOwner): PortalWord | null {
  const word = wholeWord(path, owner) ?? targetWord(lastOf(path), owner);
  if (word === null) return null;
  return { ...word, say: (value) => emptyWord(value) ?? word.say(value) };
}

/** The part of a path that settings with targets have in common. */
function lastOf(path: string): string {
  return path.replace(`${campaign}.`, '').replace('systemCredentialPreferences.', '');
}

function emptyWord(value: string): string | null {
  if (value === 'null') return m.guide_value_unset();
  return value === '[]' ? m.term_scope_none() : null;
}

const same = (value: string): string => value;
const state = (value: string): string => words(value, 'systemPreferred');
const yesNo = (value: string): string =>
  value === 'true' ? m.shell_yes() : value === 'false' ? m.shell_no() : value;

function wholeWord(path: string, { kind, target, nameOf }: FieldOwner): PortalWord | null {
  switch (path) {
    case 'state':
      return kind === 'ca.setState'
        ? { label: m.guide_field_policy_state(), say: (value) => words(value, 'caState') }
        : stateOf(words(target, 'configuration'));
    case 'isSoftwareOathEnabled':
      return { label: m.guide_field_software_oath(), say: yesNo };
    case 'isOfficePhoneAllowed':
      return { label: m.term_method_office_phone(), say: yesNo };
    case 'isUsableOnce':
      return { label: m.guide_field_usable_once(), say: yesNo };
    case 'policyMigrationState':
      return {
        label: m.policy_setting_migration_state(),
        say: (value) => words(value, 'migration'),
      };
    case 'isEnabled':
      return {
        label: m.term_object_security_defaults(),
        say: (value) => state(value === 'true' ? 'enabled' : 'disabled'),
      };
    case 'optOutSettings.passkeyDynamicMigration':
      return {
        label: m.policy_opt_out(),
        say: (value) => words(value === 'true' ? 'set' : 'notSet', 'optOut'),
      };
    case 'conditions.users.excludeUsers':
      return { label: m.guide_field_excluded_users(), say: (value) => listed(value, nameOf) };
    case 'systemCredentialPreferences':
      return { label: m.policy_preferred(), say: same };
    case 'systemCredentialPreferences.state':
      return stateOf(m.policy_preferred());
    case 'registrationEnforcement':
    case campaign:
      return { label: m.policy_campaign(), say: same };
    case `${campaign}.state`:
      return stateOf(m.policy_campaign());
    case `${campaign}.snoozeDurationInDays`:
      return { label: m.guide_field_snooze(), say: same };
    default:
      return null;
  }
}

function stateOf(target: string): PortalWord {
  return { label: m.guide_field_state({ target }), say: state };
}

function listed(value: string, nameOf: FieldOwner['nameOf']): string {
  return value
    .split(', ')
    .map((one) => (one === 'GuestsOrExternalUsers' ? m.guide_value_guests() : nameOf(one)))
    .join(', ');
}

function targetWord(path: string, { nameOf }: FieldOwner): PortalWord | null {
  const [, list, id, field] = members.exec(path) ?? [];
  if (list === undefined) return null;
  const side = list === 'includeTargets' ? m.guide_field_include() : m.guide_field_exclude();
  const who = (one: string): string =>
    one === 'all_users' ? m.term_scope_all_users() : nameOf(one);
  if (id === undefined) return field === undefined ? { label: side, say: same } : null;
  if (field === 'id') return { label: side, say: who };
  const word = field === undefined ? null : ofTarget(field);
  return word === null ? null : { ...word, label: `${side} › ${who(id)} › ${word.label}` };
}

function ofTarget(field: string): PortalWord | null {
  switch (field) {
    case 'targetType':
      return { label: m.guide_field_type(), say: typeWord };
    case 'isRegistrationRequired':
      return { label: m.guide_field_registration(), say: registrationWord };
    case 'authenticationMode':
      return { label: m.guide_field_mode(), say: modeWord };
    case 'isUsableForSignIn':
      return { label: m.guide_field_sign_in(), say: yesNo };
    case 'allowedPasskeyProfiles':
      return { label: m.guide_field_passkey_profile(), say: same };
    case 'targetedAuthenticationMethod':
      return { label: m.term_object_method(), say: (value) => words(value, 'configuration') };
    default:
      return null;
  }
}

function typeWord(value: string): string {
  return value === 'group' ? m.term_object_group() : value;
}

function registrationWord(value: string): string {
  if (value === 'false') return m.guide_value_optional();
  return value === 'true' ? m.guide_value_required() : value;
}

function modeWord(value: string): string {
  const modes: Readonly<Record<string, () => string>> = {
    any: m.guide_value_mode_any,
    push: m.guide_value_mode_push,
    deviceBasedPush: m.guide_value_mode_passwordless,
  };
  return (Object.hasOwn(modes, value) ? modes[value]?.() : undefined) ?? value;
}
