/** The screens of the wizard in order (screens.md 3) and the phase each belongs to. */
export const screenNames = [
  'home',
  'connect',
  'read',
  'today',
  'findings',
  'policy',
  'rings',
  'schedule',
  'messages',
  'safety',
  'review',
  'export',
  'rollout',
  'finish',
  'settings',
  'activity',
  'fleet',
] as const;
export type ScreenName = (typeof screenNames)[number];

export const phases = ['connect', 'assess', 'plan', 'review', 'rollout'] as const;
export type Phase = (typeof phases)[number];

/** Screens of each phase, as the rail lists them. */
export const phaseScreens: Readonly<Record<Phase, readonly ScreenName[]>> = {
  connect: ['connect', 'read'],
  assess: ['today', 'findings'],
  plan: ['policy', 'rings', 'schedule', 'messages'],
  review: ['safety', 'review', 'export'],
  rollout: ['rollout', 'finish'],
};
