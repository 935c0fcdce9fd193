import { refuse, type Answer } from './answer';
import type { Call } from './call';
import type { GraphBehaviour } from './scenario-schema';

/** What a scenario says this tenant refuses or this cloud lacks, by path or by property asked for. */
export function refuseData(graph: GraphBehaviour, call: Call): Answer | undefined {
  const lacking = graph.unavailable?.find((row) => concerns(row.data, call));
  if (lacking !== undefined) {
    const message = `Resource not found for the segment '${lacking.data}'.`;
    return refuse(
      lacking.status,
      lacking.status === 404 ? 'ResourceNotFound' : 'BadRequest',
      message,
    );
  }
  const refused = graph.denied?.find((row) => concerns(row.data, call));
  if (refused === undefined) return undefined;
  const needs = refused.needs === undefined ? '' : ` Required: ${refused.needs}.`;
  const message = `Insufficient privileges to complete the operation.${needs}`;
  return refuse(refused.status, 'Authorization_RequestDenied', message);
}

function concerns(data: string, call: Call): boolean {
  const name = data.toLowerCase().replace(/^\/+|\/+$/g, '');
  const path = `${call.path.toLowerCase()}/`;
  if (path.includes(`/${name}/`)) return true;
  const asked = `${call.query.get('$select') ?? ''},${call.query.get('$filter') ?? ''}`;
  return asked
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .includes(name);
}
