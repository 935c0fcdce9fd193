import type { Assessment, Severity } from '../assess/assessment';
import type { CsvTable } from '../exports/csv-table';
import type { Language } from '../i18n/format';
import { m } from '../paraglide/messages.js';
import type { TenantFacts } from './tenant-facts';

/** One tenant of the table, and the file that has its report. */
export interface FleetTableRow {
  readonly name: string;
  readonly domain: string;
  readonly assessment: Assessment;
  readonly facts: TenantFacts;
  readonly file: string;
}

const severities: readonly Severity[] = ['blocker', 'high', 'medium', 'decision', 'info'];

/** One row a tenant, for whoever looks after all of them. Counts that are not known stay empty. */
export function fleetTable(rows: readonly FleetTableRow[], language: Language): CsvTable {
  const options = { locale: language };
  const figure = (value: number | null): string => (value === null ? '' : String(value));
  return {
    name: 'fleet',
    header: [
      m.fleet_tenant({}, options),
      m.fleet_domain({}, options),
      m.fleet_tenant_id({}, options),
      m.fleet_cloud({}, options),
      m.fleet_read_utc({}, options),
      m.fleet_state({}, options),
      m.fleet_february({}, options),
      m.fleet_july({}, options),
      m.fleet_unassessed({}, options),
      m.fleet_at_least({}, options),
      m.fleet_emergency({}, options),
      m.fleet_severity_blocker({}, options),
      m.fleet_severity_high({}, options),
      m.fleet_severity_medium({}, options),
      m.fleet_severity_decision({}, options),
      m.fleet_severity_info({}, options),
      m.fleet_not_read({}, options),
      m.fleet_report_file({}, options),
    ],
    rows: rows.map(({ name, domain, assessment, facts, file }) => [
      ...[name, domain, assessment.tenant.id, assessment.tenant.cloud, assessment.capturedAt],
      stateWord(facts.migrationState, language),
      ...[figure(facts.february), figure(facts.july), figure(facts.unassessed)],
      assessment.lowerBound ? m.fleet_yes({}, options) : m.fleet_no({}, options),
      emergencyWord(facts.emergency, language),
      ...severities.map((severity) =>
        String(assessment.findings.filter((finding) => finding.severity === severity).length),
      ),
      ...[String(facts.unread), file],
    ]),
  };
}

/** How a migration stands, in the words of every list of tenants. */
export function stateWord(state: TenantFacts['migrationState'], locale: Language): string {
  switch (state) {
    case 'null':
      return m.fleet_state_null({}, { locale });
    case 'nullDone':
      return m.fleet_state_null_done({}, { locale });
    case 'preMigration':
      return m.fleet_state_pre({}, { locale });
    case 'migrationInProgress':
      return m.fleet_state_progress({}, { locale });
    case 'migrationComplete':
      return m.fleet_state_complete({}, { locale });
    case 'unknown':
      return m.fleet_state_unknown({}, { locale });
  }
}

/** Whether somebody gets in when all else fails, in a word. */
export function emergencyWord(emergency: TenantFacts['emergency'], locale: Language): string {
  switch (emergency) {
    case 'ready':
      return m.fleet_emergency_ready({}, { locale });
    case 'lacking':
      return m.fleet_emergency_lacking({}, { locale });
    case 'unknown':
      return m.fleet_emergency_unknown({}, { locale });
  }
}
