import type { CallName } from '../../shared/ipc/contract-types';
import type { Shell } from '../app/shell';
import type { Host } from '../workspace/host';
import { createAssessHandlers } from './assess-handlers';
import { createDataHandlers } from './data-handlers';
import { createActivityHandlers } from './activity-handlers';
import { createExportHandlers } from './export-handlers';
import { createGateHandlers } from './gate-handlers';
import { createGuideHandlers } from './guide-handlers';
import { createFleetHandlers } from './fleet-handlers';
import { createHomeHandlers } from './home-handlers';
import { createKeepHandlers } from './keep-handlers';
import { createMessageHandlers } from './message-handlers';
import { createNetworkHandlers } from './network-handlers';
import { createDraftHandlers } from './draft-handlers';
import { createNotesHandlers } from './notes-handlers';
import { createPlanHandlers } from './plan-handlers';
import { createProxyHandlers } from './proxy-handlers';
import { createRegistrationHandlers } from './registration-handlers';
import { createRingLayoutHandlers } from './ring-layout-handlers';
import { createScheduleHandlers } from './schedule-handlers';
import { createRolloutHandlers } from './rollout-handlers';
import { createGroupHandlers } from './group-handlers';
import { createSecondHandlers } from './second-handlers';
import { createSafetyHandlers } from './safety-handlers';
import { createSinceHandlers } from './since-handlers';
import type { ServedHandler, ServedHandlers } from './serve-contract';
import { createShellHandlers } from './shell-handlers';
import { createUpdateHandlers } from './update-handlers';

/** Every call of the contract and who answers it. A call without an answer does not compile. */
export function createPageHandlers(shell: Shell, host: Host): ServedHandlers {
  const zone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const handlers: ServedHandlers = {
    ...createShellHandlers(shell, () => host.endSignIn()),
    ...createKeepHandlers(shell),
    ...createDataHandlers(host, shell.tickets, shell.localData),
    ...createProxyHandlers(shell),
    ...createRegistrationHandlers(shell),
    ...createNetworkHandlers(shell),
    ...createUpdateHandlers(shell, () => host.current?.rollout.isBusy ?? false),
    ...createHomeHandlers(host),
    ...createFleetHandlers(host, zone),
    ...createAssessHandlers(host),
    ...createPlanHandlers(host),
    ...createRingLayoutHandlers(host),
    ...createScheduleHandlers(host),
    ...createMessageHandlers(host),
    ...createNotesHandlers(host),
    ...createSinceHandlers(host),
    ...createDraftHandlers(host),
    ...createRolloutHandlers(host, shell.tickets),
    ...createGateHandlers(host),
    ...createGuideHandlers(host),
    ...createActivityHandlers(host, zone),
    ...createGroupHandlers(host, shell.tickets),
    ...createSecondHandlers(host),
    ...createExportHandlers(host),
    ...createSafetyHandlers(host, zone),
  };
  return { ...handlers, ...heeding(handlers, shell.heedProxy) };
}

/**
 * Calls by which a person starts something that needs the network, or a part of it that may. What
 * only shows, what waits by itself and what is saved while somebody types asks nobody again.
 */
const pressedNames = [
  ...(['connect.signIn', 'connect.allow', 'read.start', 'capture.save'] as const),
  ...(['network.test', 'fleet.start'] as const),
  ...(['updates.check'] as const),
  ...(['registration.check', 'rings.setLayout', 'rings.importLayout'] as const),
  ...(['rings.readAttribute'] as const),
  ...(['second.approve', 'review.approve'] as const),
  ...(['rollout.prepare', 'rollout.start', 'rollout.stop', 'rollout.stopTargets'] as const),
  ...(['rollout.rollBack', 'rollout.settle', 'rollout.confirm'] as const),
  ...(['rollout.guide'] as const),
  ...(['rollout.checkPreflight', 'groups.get', 'groups.prepare', 'groups.change'] as const),
] as const satisfies readonly CallName[];

/** The same calls; whoever refused to sign in to a proxy may be asked again before each. */
export function heeding(handlers: ServedHandlers, heed: () => void): Partial<ServedHandlers> {
  return Object.fromEntries(
    pressedNames.map((name) => [name, pressed(handlers[name] as ServedHandler<CallName>, heed)]),
  );
}

function pressed<N extends CallName>(
  handler: ServedHandler<N>,
  heed: () => void,
): ServedHandler<N> {
  return (input, context) => {
    heed();
    return handler(input, context);
  };
}
