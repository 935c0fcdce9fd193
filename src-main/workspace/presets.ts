import type { Failure } from '../../shared/diagnostic';
import type { PolicyView } from '../../shared/ipc/plan-contract';
import type { Plan } from '../../shared/plan/plan';
import { withPreset, type PresetName } from '../../shared/plan/preset';
import type { Result } from '../../shared/result';
import type { Choices } from '../../shared/tenant/choice';
import { saveChoices } from './save-choices';
import { signed } from './sign-choice';
import type { Workspace } from './workspace';

type Preset = PolicyView['preset'];

/** The preset that the choices come from, so that undo takes it along; `custom` with one by hand. */
export function presetOf({ methods }: Choices): Preset {
  const [first = 'keep', ...others] = new Set(
    Object.values(methods ?? {}).map((one) => one.preset ?? 'custom'),
  );
  return others.length === 0 ? first : 'custom';
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
  return saveChoices(workspace, chosen, plan.people);
}
