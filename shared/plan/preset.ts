import { configurationOf } from '../assess/allowed-methods';
import type { Person } from '../assess/people';
import type { Choices } from '../tenant/choice';
import { isHeldBy } from './held-method';
import type { Plan } from './plan';

export const presetNames = ['keep', 'recommended', 'strict'] as const;
export type PresetName = (typeof presetNames)[number];

type MethodChoices = NonNullable<Choices['methods']>;
type OnOff = 'on' | 'off' | 'leave';
type PresetInput = Pick<Plan, 'people' | 'baseline'>;

/** Offered by both presets that do more than keep: what people can move to by themselves. */
const alwaysOn = ['Fido2', 'MicrosoftAuthenticator', 'TemporaryAccessPass'] as const;
const tokens = ['SoftwareOath', 'HardwareOath'] as const;

/**
 * What a preset sets, method by method. `keep` sets nothing: the union of what the lists allow
 * stands and every decision stays open. `recommended`: passkeys, Authenticator, software codes and
 * Temporary Access Pass on, hardware codes as far as they are held, calls off. `strict`: text
 * messages and codes nobody holds off as well. Nothing is turned off that is somebody's last
 * method, nor anything that is on while security defaults are (R11).
 */
export function presetMethods(
  plan: PresetInput,
  preset: PresetName,
): Readonly<Record<string, OnOff>> {
  if (preset === 'keep') return {};
  const isStrict = preset === 'strict';
  const wanted: Record<string, OnOff> = {};
  for (const id of alwaysOn) wanted[id] = 'on';
  for (const id of tokens) {
    const isHeld = plan.people.some((person) => person.enabled && isHeldBy(person.methods, id));
    const isOffered = isHeld || (id === 'SoftwareOath' && !isStrict);
    wanted[id] = isOffered ? 'on' : isStrict && mayGo(plan, id) ? 'off' : 'leave';
  }
  for (const id of isStrict ? (['Voice', 'Sms'] as const) : (['Voice'] as const)) {
    if (mayGo(plan, id) && !isAnybodysLast(plan.people, id)) wanted[id] = 'off';
  }
  return wanted;
}

/** Choices with the preset's methods in them; what was set by hand stays, other presets' goes. */
export function withPreset(
  choices: Choices,
  plan: PresetInput,
  preset: PresetName,
  signature: { readonly by: string; readonly at: string },
): Choices {
  const byHand = Object.entries(choices.methods ?? {}).filter(
    ([, one]) => one.preset === undefined,
  );
  const methods: MethodChoices = {};
  for (const [id, value] of Object.entries(presetMethods(plan, preset))) {
    if (preset !== 'keep') {
      methods[id] = { value, reason: `preset:${preset}`, preset, ...signature };
    }
  }
  for (const [id, choice] of byHand) methods[id] = choice;
  const { methods: _, ...others } = choices;
  return Object.keys(methods).length === 0 ? others : { ...others, methods };
}

/** Off changes nothing where it is off; under security defaults nothing that is on may go (R11). */
function mayGo({ baseline }: PresetInput, id: string): boolean {
  const policy = baseline.authenticationMethodsPolicy;
  const { securityDefaults } = baseline;
  const isOff = policy.kind === 'read' && configurationOf(policy.value, id)?.state !== 'enabled';
  return isOff || (securityDefaults.kind === 'read' && securityDefaults.value.isEnabled === false);
}

/** Somebody who holds only phones needs this one of them; methods nobody read may hold anything. */
function isAnybodysLast(people: readonly Person[], id: 'Sms' | 'Voice'): boolean {
  return people.some((person) => {
    if (!person.enabled) return false;
    if (person.methods === null) return true;
    const hasMobile = person.methods.includes('mobilePhone');
    return person.isPhoneOnly && (id === 'Sms' ? hasMobile : !hasMobile);
  });
}
