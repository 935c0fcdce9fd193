import { clouds, type CloudName } from '../entra/cloud';
import type { Json } from '../json';
import type { Step } from '../plan/step';
import { stepRequests, type PlannedRequest } from '../plan/step-requests';

/** A request to read, before it exists: ids only known while applying are named in braces. */
export interface DisplayRequest {
  readonly line: string;
  readonly body: string;
  /** How many requests of this shape the step sends. */
  readonly times: number;
}

const marker = 'ffffffff-ffff-4fff-8fff-';

/**
 * What a step sends, as review and exports show it. Requests that differ only in a person are
 * shown once with `{userId}` and how often they occur.
 */
export function displayRequests(step: Step, cloud: CloudName): readonly DisplayRequest[] {
  const shapes = new Map<string, DisplayRequest>();
  const { requests, unmark } = markedRequests(step, cloud);
  for (const request of requests) {
    const shown = shapeOf(request, unmark);
    const key = `${shown.line}\n${shown.body}`;
    shapes.set(key, { ...shown, times: (shapes.get(key)?.times ?? 0) + 1 });
  }
  return [...shapes.values()];
}

/** Policies that exist only once security defaults are off, in braces like every unknown id. */
export function nameAppeared(text: string): string {
  return text.replaceAll(/appeared:(s\d+)/g, '{made by Microsoft after $1}');
}

/** Requests whose unknown ids are marks; `unmark` names them in braces. None for a step that sends none. */
export function markedRequests(
  step: Step,
  cloud: CloudName,
): {
  readonly requests: readonly PlannedRequest[];
  unmark(text: string): string;
} {
  const marks = new Map<string, string>();
  const markOf = (text: string): string => {
    const id = `${marker}${(marks.size + 1).toString(16).padStart(12, '0')}`;
    marks.set(id, text);
    return id;
  };
  const requests = stepRequests(step, {
    created: (stepId) => markOf(`{created by ${stepId}}`),
    evidence: (stepId) => [markOf(`{named in ${stepId}}`)],
    liveOwned: null,
    graphOrigin: clouds[cloud].graphOrigin,
    cloud,
  });
  return {
    requests: requests.ok ? requests.value : [],
    unmark: (text) =>
      nameAppeared([...marks].reduce((now, [id, name]) => now.replaceAll(id, name), text)),
  };
}

function shapeOf(request: PlannedRequest, unmark: (text: string) => string): DisplayRequest {
  const person = request.itemIds.length === 1 ? request.itemIds[0] : undefined;
  const path = person === undefined ? request.path : request.path.replaceAll(person, '{userId}');
  const body = request.body === null ? '' : JSON.stringify(shorten(request.body), null, 2);
  return {
    line: unmark(`${request.method} /${request.version}${path}`),
    body: unmark(body),
    times: 1,
  };
}

/** Lists of members are long and all alike: the first ones, and how many follow. */
function shorten(value: Json): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(shorten);
    return items.length > 20 ? [...items.slice(0, 20), `… +${items.length - 20}`] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item)]));
}
