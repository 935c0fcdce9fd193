import type { Shell } from '../app/shell';
import type { Host } from '../workspace/host';
import { createAssessHandlers } from './assess-handlers';
import { createDataHandlers } from './data-handlers';
import { createExportHandlers } from './export-handlers';
import { createHomeHandlers } from './home-handlers';
import { createKeepHandlers } from './keep-handlers';
import { createMessageHandlers } from './message-handlers';
import { createNetworkHandlers } from './network-handlers';
import { createNotesHandlers } from './notes-handlers';
import { createPlanHandlers } from './plan-handlers';
import { createProxyHandlers } from './proxy-handlers';
import { createRegistrationHandlers } from './registration-handlers';
import { createRingLayoutHandlers } from './ring-layout-handlers';
import { createScheduleHandlers } from './schedule-handlers';
import { createRolloutHandlers } from './rollout-handlers';
import { createSecondHandlers } from './second-handlers';
import { createSafetyHandlers } from './safety-handlers';
import type { ServedHandlers } from './serve-contract';
import { createShellHandlers } from './shell-handlers';

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
    ...createHomeHandlers(host),
    ...createAssessHandlers(host),
    ...createPlanHandlers(host),
    ...createRingLayoutHandlers(host),
    ...createScheduleHandlers(host),
    ...createMessageHandlers(host),
    ...createNotesHandlers(host),
    ...createRolloutHandlers(host, shell.tickets),
    ...createSecondHandlers(host),
    ...createExportHandlers(host, zone),
    ...createSafetyHandlers(host, zone),
  };
  return { ...handlers, ...heeding(handlers, shell.heedProxy) };
}

/** What a person starts that needs the network. What waits by itself does not ask again and again. */
export function heeding(handlers: ServedHandlers, heed: () => void): Partial<ServedHandlers> {
  const pressed =
    <Input extends unknown[], Output>(handler: (...input: Input) => Output) =>
    (...input: Input): Output => {
      heed();
      return handler(...input);
    };
  return {
    'connect.signIn': pressed(handlers['connect.signIn']),
    'read.start': pressed(handlers['read.start']),
    'network.test': pressed(handlers['network.test']),
    'registration.check': pressed(handlers['registration.check']),
    'rollout.start': pressed(handlers['rollout.start']),
  };
}
