import { patientReads, type NetworkWatch } from './patient-reads';
import type { Source } from './source';

/** A real tenant's reads wait for a network that is gone. */
export function patientSource(source: Source, network: NetworkWatch): Source {
  return source.kind === 'https'
    ? { ...source, graph: patientReads(source.graph, network) }
    : source;
}
