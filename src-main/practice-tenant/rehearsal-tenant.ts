import type { Actor, Method } from './call';
import { ConsentRefusals } from './consent-refusals';
import { Faults } from './faults';
import type { GraphParts } from './graph-parts';
import { grantableScopes } from './graph-routes';
import { answerGraph } from './graph-service';
import { listOf, objectOf, textOf, type Json } from './json';
import { populateFromCapture } from './load-capture';
import { actAsPeople } from './people-actions';
import { Traffic } from './traffic';

/** A copy of a tenant in memory: no port, no waiting, nobody else. */
export interface RehearsalTenant {
  readonly origin: string;
  send(request: { method: Method; url: string; body?: Json | undefined }): {
    readonly status: number;
    readonly body: Json;
  };
  /** Lets the tenant's time pass, so that what the service does later has happened. */
  pass(ms: number): void;
  /** Object ids of two accounts that pass every check, for steps that wait for them. */
  addEmergencyAccess(): readonly string[];
}

const origin = 'https://graph.microsoft.com';

/** Null: the recorded answers make no tenant; `errors` says why. */
export function openRehearsalTenant(
  capture: unknown,
): { ok: true; value: RehearsalTenant } | { ok: false; errors: readonly string[] } {
  const loaded = populateFromCapture(capture, { startAt: undefined, lagMs: 0 });
  if (!loaded.ok) return loaded;
  const directory = loaded.value;
  const { operatorId, operatorUpn } = directory.facts;
  const actor: Actor = {
    ...{ id: operatorId, upn: operatorUpn },
    scopes: new Set(grantableScopes.map((scope) => scope.toLowerCase())),
  };
  const parts: GraphParts = {
    refusals: new ConsentRefusals(),
    ...{ directory, traffic: new Traffic(), faults: new Faults(), origin },
    ...{ throttle: undefined, scripted: undefined, log: undefined },
  };
  return {
    ok: true,
    value: {
      origin,
      send: ({ method, url, body }) => {
        const answer = answerGraph(parts, {
          ...{ method, url, body, actor, header: () => undefined },
          ...{ inBatch: false, external: false },
        });
        return { status: answer.status, body: answer.body ?? null };
      },
      pass: (ms) => {
        directory.clock.advance(ms);
        directory.settle();
      },
      addEmergencyAccess: () => {
        const answer = actAsPeople(parts, 'emergency-access', undefined);
        const upns = listOf(objectOf(answer?.body)['upns']).map((upn) => textOf(upn) ?? '');
        return upns.flatMap((upn) => directory.user(upn)?.id ?? []);
      },
    },
  };
}
