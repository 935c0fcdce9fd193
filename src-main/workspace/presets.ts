import * as v from 'valibot';
import type { Failure } from '../../shared/diagnostic';
import type { PolicyView } from '../../shared/ipc/plan-contract';
import type { Plan } from '../../shared/plan/plan';
import type { Result } from '../../shared/result';
import type { Choices } from '../../shared/tenant/choice';
import type { TenantStore } from '../store/open-store';
import { signed } from './sign-choice';
import type { Workspace } from './workspace';

type Preset = PolicyView['preset'];
const presetSchema = v.picklist(['keep', 'recommended', 'strict', 'custom']);
const key = 'preset';

/** The preset chosen last; `custom` once a method was set by hand. */
export function presetOf(store: TenantStore): Preset {
  const parsed = v.safeParse(presetSchema, store.settings.get(key));
  return parsed.success ? parsed.output : 'keep';
}

export function setPreset(store: TenantStore, preset: Preset): Result<void, Failure> {
  return store.settings.set(key, preset);
}

/**
 * `keep`: what people use today stays possible (no choices of its own). `recommended`: passkeys,
 * Authenticator, codes and Temporary Access Pass on, voice off. `strict`: text messages off as well.
 * Methods a person holds and nothing else are never turned off here.
 */
export function applyPreset(
  workspace: Workspace,
  plan: Plan,
  preset: Exclude<Preset, 'custom'>,
): Result<void, Failure> {
  const off = preset === 'keep' ? [] : preset === 'strict' ? ['Voice', 'Sms'] : ['Voice'];
  const on =
    preset === 'keep'
      ? []
      : ['Fido2', 'MicrosoftAuthenticator', 'SoftwareOath', 'TemporaryAccessPass'];
  const stamp = signed(workspace, `preset:${preset}`);
  const methods: NonNullable<Choices['methods']> = {};
  for (const id of on) methods[id] = { value: 'on', ...stamp };
  for (const id of off) {
    if (!isAnybodysLast(plan, id)) methods[id] = { value: 'off', ...stamp };
  }
  const next: Choices = { ...workspace.choices, methods };
  const saved = workspace.store.choices.save(next);
  return saved.ok ? setPreset(workspace.store, preset) : saved;
}

const phones = ['mobilePhone', 'alternateMobilePhone', 'officePhone'];

/** Whether turning a phone method off would take somebody's last method while the plan runs. */
function isAnybodysLast(plan: Plan, id: string): boolean {
  if (id !== 'Sms' && id !== 'Voice') return false;
  return plan.people.some(
    (person) =>
      person.enabled &&
      person.isPhoneOnly &&
      (id === 'Sms'
        ? (person.methods?.includes('mobilePhone') ?? false)
        : !(person.methods?.includes('mobilePhone') ?? false) &&
          (person.methods?.some((name) => phones.includes(name)) ?? false)),
  );
}
