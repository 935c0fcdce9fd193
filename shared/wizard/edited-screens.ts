import { canonicalJson } from '../canonical';
import type { Json } from '../json';
import type { Choices } from '../tenant/choice';

/** The screens on which the plan is edited, in the order of the wizard. */
export const editingScreens = [
  'findings',
  'policy',
  'rings',
  'schedule',
  'messages',
  'review',
] as const;
export type EditingScreen = (typeof editingScreens)[number];

/** Where each choice is shown and made; what a plan begins with shows on Schedule. */
const screenOf: Readonly<Record<Exclude<keyof Choices, 'schema'>, EditingScreen>> = {
  enforcement: 'policy',
  licences: 'findings',
  methods: 'policy',
  approvals: 'review',
  defaults: 'schedule',
  officePhone: 'findings',
  systemPreferred: 'policy',
  registrationCampaign: 'policy',
  trustedIps: 'findings',
  rememberMfa: 'findings',
  locationParity: 'findings',
  federation: 'findings',
  managedPolicy: 'findings',
  frontline: 'findings',
  telephony: 'findings',
  accountPaths: 'findings',
  passkeyOptOut: 'policy',
  accepted: 'findings',
  rings: 'rings',
  ringMoves: 'rings',
  schedule: 'schedule',
  messages: 'messages',
};

/** On which screens a step back or forward is to be seen; null: no choice was made yet. */
export function editedScreens(
  before: Choices | null,
  after: Choices | null,
): readonly EditingScreen[] {
  const keys = Object.keys(screenOf) as (keyof typeof screenOf)[];
  const changed = new Set(
    keys.filter((key) => textOf(before, key) !== textOf(after, key)).map((key) => screenOf[key]),
  );
  return editingScreens.filter((screen) => changed.has(screen));
}

function textOf(choices: Choices | null, key: keyof typeof screenOf): string {
  return canonicalJson((choices?.[key] ?? null) as Json);
}
