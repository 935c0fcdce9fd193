import { phases, phaseScreens, type Phase, type ScreenName } from '../../shared/wizard/screen';
import { m } from '../../shared/paraglide/messages.js';
import type { IconName } from '../components/icon-paths';

export type PhaseStatus = 'done' | 'now' | 'later';

export function phaseOf(screen: ScreenName): Phase | null {
  return phases.find((phase) => phaseScreens[phase].includes(screen)) ?? null;
}

/**
 * Done, now or later. `workScreen` is where the plan stands: a page like Settings leaves the phases
 * as they are. A phase is done when a later one has been reached.
 */
export function phaseStatus(
  phase: Phase,
  workScreen: ScreenName,
  reached: readonly ScreenName[],
): PhaseStatus {
  if (phase === phaseOf(workScreen)) return 'now';
  const later = phases.slice(phases.indexOf(phase) + 1);
  const isPassed = later.some((one) => phaseScreens[one].some((name) => reached.includes(name)));
  return isPassed ? 'done' : 'later';
}

export const phaseIcons: Readonly<Record<Phase, IconName>> = {
  connect: 'plugConnected',
  assess: 'gauge',
  plan: 'taskListSquareLtr',
  review: 'documentSearch',
  rollout: 'rocket',
};

export function phaseLabel(phase: Phase): string {
  switch (phase) {
    case 'connect':
      return m.shell_phase_connect();
    case 'assess':
      return m.shell_phase_assess();
    case 'plan':
      return m.shell_phase_plan();
    case 'review':
      return m.shell_phase_review();
    case 'rollout':
      return m.shell_phase_rollout();
  }
}

const screenLabels: Readonly<Record<ScreenName, () => string>> = {
  home: () => m.shell_screen_home(),
  connect: () => m.shell_screen_connect(),
  read: () => m.shell_screen_read(),
  today: () => m.shell_screen_today(),
  findings: () => m.shell_screen_findings(),
  policy: () => m.shell_screen_policy(),
  rings: () => m.shell_screen_rings(),
  review: () => m.shell_screen_review(),
  export: () => m.shell_screen_export(),
  rollout: () => m.shell_screen_rollout(),
  finish: () => m.shell_screen_finish(),
  settings: () => m.shell_screen_settings(),
  activity: () => m.shell_screen_activity(),
};

/** Name of a screen, as the rail, the overview and the window's title say it. */
export function screenLabel(screen: ScreenName): string {
  return screenLabels[screen]();
}
