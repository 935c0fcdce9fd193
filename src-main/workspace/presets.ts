import * as v from 'valibot';
import type { Failure } from '../../shared/diagnostic';
import type { PolicyView } from '../../shared/ipc/plan-contract';
import type { Plan } from '../../shared/plan/plan';
import { withPreset, type PresetName } from '../../shared/plan/preset';
import type { Result } from '../../shared/result';
import type { TenantStore } from '../store/open-store';
import { saveChoices } from './save-choices';
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
 * Puts a preset's methods into the choices; what was set by hand stays (shared/plan/preset). Together
 * they may take somebody's last method: then nothing is kept, as with any other choice.
 */
export function applyPreset(
  workspace: Workspace,
  plan: Plan,
  preset: PresetName,
): Result<void, Failure> {
  const { by, at } = signed(workspace, '');
  const chosen = withPreset(workspace.choices, plan, preset, { by, at });
  const saved = saveChoices(workspace, chosen, plan.people);
  return saved.ok ? setPreset(workspace.store, preset) : saved;
}
