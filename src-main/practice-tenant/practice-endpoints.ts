import * as v from 'valibot';
import { badRequest, noContent, okay, refuse, type Answer } from './answer';
import { consentScript } from './consent-refusals';
import { dumpDirectory } from './dump';
import { parseFaults } from './faults';
import type { GraphParts } from './graph-parts';
import { answerGraph } from './graph-service';
import type { Json } from './json';
import { actAsPeople } from './people-actions';

const advance = v.strictObject({
  advanceMs: v.pipe(v.number(), v.minValue(0), v.maxValue(3_155_760_000_000)),
});
/** Beyond it Graph has no way to print a time. */
const lastInstant = Date.parse('9999-12-31T00:00:00Z');
const external = v.strictObject({
  method: v.picklist(['POST', 'PATCH', 'DELETE']),
  path: v.pipe(v.string(), v.startsWith('/'), v.maxLength(8000)),
  body: v.optional(v.unknown()),
});

const outsider = { id: '00000000-0000-0000-0000-0000000000aa', upn: 'outsider@elsewhere.example' };

/**
 * The practice tenant's own doors under /_practice: figures, clock, faults, refused permissions, history, a dump of the
 * state, changes from outside. They need no token and exist on no real tenant.
 */
export function answerPractice(
  parts: GraphParts,
  method: string,
  path: string,
  body: Json | undefined,
): Answer {
  const { directory, traffic } = parts;
  directory.settle();
  switch (`${method} ${path}`) {
    case 'GET /_practice/stats':
      return okay({ ...traffic.stats(), throttle: parts.throttle === undefined ? 'off' : 'real' });
    case 'GET /_practice/clock':
      return okay({ now: directory.clock.iso() });
    case 'POST /_practice/clock': {
      const asked = v.safeParse(advance, body);
      if (!asked.success) return badRequest(explain(asked.issues));
      const { advanceMs } = asked.output;
      if (directory.clock.now() + advanceMs > lastInstant) {
        return badRequest('advanceMs: the tenant’s time ends with the year 9999');
      }
      directory.clock.advance(advanceMs);
      parts.log?.append(directory.clock.now(), { kind: 'clock' });
      directory.settle();
      return okay({ now: directory.clock.iso() });
    }
    case 'POST /_practice/faults': {
      const script = parseFaults(body);
      if (!script.ok) return badRequest(script.errors.join('; '));
      parts.faults.load(script.value);
      return noContent;
    }
    case 'POST /_practice/consent': {
      const script = v.safeParse(consentScript, body);
      if (!script.success) return badRequest(explain(script.issues));
      parts.refusals.load(script.output);
      return noContent;
    }
    case 'GET /_practice/history':
      return okay({ writes: traffic.writes.map((write): Json => ({ ...write })) });
    case 'GET /_practice/state':
      return okay(dumpDirectory(directory));
    case 'POST /_practice/external':
      return changeFromOutside(parts, body);
    default:
      break;
  }
  const name = path.slice('/_practice/'.length);
  const answer = method === 'POST' ? actAsPeople(parts, name, body) : undefined;
  return answer ?? refuse(404, 'NotFound', 'No such practice endpoint.');
}

function explain(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`).join('; ');
}

/** Somebody else's change, to provoke drift: past permissions, not past the service's rules. */
function changeFromOutside(parts: GraphParts, body: Json | undefined): Answer {
  const asked = v.safeParse(external, body);
  if (!asked.success) return badRequest(explain(asked.issues));
  const { method, path } = asked.output;
  return answerGraph(parts, {
    ...{ method, url: path, body: asked.output.body as Json | undefined },
    ...{ inBatch: false, external: true, header: () => undefined },
    actor: { ...outsider, scopes: new Set<string>() },
  });
}
