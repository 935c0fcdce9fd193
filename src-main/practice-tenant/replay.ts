import type { GraphParts } from './graph-parts';
import { answerGraph } from './graph-service';
import { grantableScopes } from './graph-routes';
import { actAsPeople } from './people-actions';
import type { PracticeLog } from './practice-log';

const everyScope = new Set(grantableScopes.map((scope) => scope.toLowerCase()));

/**
 * Repeats what was done to the tenant before it was closed: the same changes in the same order
 * give the same ids. The clock then stands where it would be had it never stopped.
 */
export function replay(parts: GraphParts, log: PracticeLog): void {
  const { directory } = parts;
  const quiet: GraphParts = { ...parts, log: undefined, throttle: undefined, scripted: undefined };
  for (const { at, change } of log.entries) {
    directory.clock.set(at);
    if (change.kind === 'people') actAsPeople(quiet, change.name, change.body);
    if (change.kind === 'graph') {
      answerGraph(quiet, {
        ...{ method: change.method, url: change.url, body: change.body ?? undefined },
        ...{ inBatch: false, external: change.external, header: () => undefined },
        actor: { id: change.actorId, upn: change.actorUpn, scopes: everyScope },
      });
    }
  }
  const last = log.entries.at(-1);
  // Nobody has changed it yet: from its first opening on its time runs like any other's.
  if (last === undefined) log.append(directory.clock.now(), { kind: 'clock' });
  else directory.clock.set(last.at + Math.max(0, directory.clock.wall() - last.wall));
  directory.settle();
}
