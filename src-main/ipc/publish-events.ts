import * as v from 'valibot';
import { contract } from '../../shared/ipc/contract';
import { eventChannel } from '../../shared/ipc/contract-names';
import type { EventBody, EventName } from '../../shared/ipc/contract-types';
import { AnswerShapeError } from './serve-contract';

export interface PublishPorts {
  /** The window's page, or undefined while there is none. */
  page(): { send(channel: string, body: unknown): void } | undefined;
  logBug(entry: { readonly ref: string; readonly call: string; readonly error: unknown }): void;
  newRef(): string;
}

export type Publish = <N extends EventName>(name: N, body: EventBody<N>) => void;

/** Sends an event of the contract to the page. A body that does not fit is logged, not sent. */
export function createPublisher(ports: PublishPorts): Publish {
  return (name, body) => {
    const parsed = v.safeParse(contract.events[name], body);
    if (!parsed.success) {
      const path = v.getDotPath(parsed.issues[0]) ?? '';
      ports.logBug({ ref: ports.newRef(), call: name, error: new AnswerShapeError(path) });
      return;
    }
    ports.page()?.send(eventChannel(name), parsed.output);
  };
}
