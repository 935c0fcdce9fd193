import type { StepKind } from '../plan/step';
import type { WriteScope } from './graph-scopes';

const groups: readonly WriteScope[] = ['Group.ReadWrite.All'];
const methods: readonly WriteScope[] = ['Policy.ReadWrite.AuthenticationMethod'];
const policies: readonly WriteScope[] = [
  'Policy.ReadWrite.ConditionalAccess',
  'Application.Read.All',
];
const defaults: readonly WriteScope[] = ['Policy.ReadWrite.SecurityDefaults'];

/** Graph permissions that each thing is written with (domain.md 2). */
export const writeNeeds = { groups, methods, policies, defaults } as const;

/** The same by kind of step. */
export const scopesOfKind: Readonly<Record<StepKind, readonly WriteScope[]>> = {
  'group.create': groups,
  'group.add': groups,
  'group.remove': groups,
  'method.configure': methods,
  'migration.state': methods,
  'systemPreferred.set': methods,
  'campaign.set': methods,
  'ca.create': policies,
  'ca.setState': policies,
  'ca.exclude': policies,
  'securityDefaults.set': defaults,
  'perUserMfa.set': methods,
  'passkeyOptOut.set': methods,
  soak: [],
  gate: [],
  manual: [],
};
