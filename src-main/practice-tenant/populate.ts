import { PracticeClock, dayMs, isoSeconds } from './clock';
import { Directory, type TenantFacts } from './directory';
import { groupResource } from './group-resource';
import { guidOf } from './ids';
import { planLevel } from './licences';
import { Members } from './members';
import { populateConditionalAccess } from './populate-conditional-access';
import { populateMethodsPolicy } from './populate-methods-policy';
import { populatePartners } from './populate-partners';
import { populateTenantLists } from './populate-tenant';
import { populateUsers } from './populate-users';
import type { TenantInput } from './scenario-schema';
import { groupIdOf, tenantIdOf } from './tenant-ids';
import { objectOf, textOf, type JsonObject } from './json';

export interface PopulateOptions {
  asOf: string;
  startAt: string;
  lagMs: number;
}

/** Builds the tenant a scenario describes; same scenario, same people and same ids. */
export function populate(input: TenantInput, options: PopulateOptions): Directory {
  const facts = factsOf(input);
  const asOfMs = Date.parse(options.asOf);
  const clock = new PracticeClock(options.startAt);
  const directory = new Directory({ facts, clock, openedAt: asOfMs, lagMs: options.lagMs });
  placeGroups(directory, input, asOfMs);
  populateUsers(directory, input, asOfMs);
  nestGroups(directory, input);
  populateTenantLists(directory, input, asOfMs);
  populatePartners(directory, input, asOfMs);
  populateMethodsPolicy(directory, input, asOfMs);
  populateConditionalAccess(directory, input, asOfMs);
  for (const entry of input.audit ?? []) {
    directory.audit({
      ...{ activity: entry.activity, category: 'Policy', service: 'Core Directory' },
      by: { user: { id: guidOf('auditor', facts.id, entry.by), upn: entry.by } },
      at: entry.at,
      ...(entry.detail === undefined ? {} : { detail: entry.detail }),
    });
  }
  return directory;
}

function factsOf(input: TenantInput): TenantFacts {
  const { tenant, operator } = input;
  const id = tenantIdOf(tenant.initialDomain);
  // Answers are a foreign document: read defensively, only to shape the registration report.
  const answers = input.answers as unknown as JsonObject;
  const sspr = objectOf(answers['sspr']);
  const history = objectOf(answers['history']);
  const group = textOf(sspr['group']);
  const required = sspr['methodsRequired'];
  return {
    ...{ id, name: tenant.name, domain: tenant.domain, initialDomain: tenant.initialDomain },
    ...{ cloud: tenant.cloud, plan: planLevel(tenant.licences) },
    operatorId: guidOf('user', id, operator.upn.toLowerCase()),
    operatorUpn: operator.upn,
    startedIn: textOf(history['startedIn']) ?? input.amp.policyMigrationState,
    graph: input.graph ?? {},
    policyBytes: input.amp.policyBytes,
    sspr: {
      scope: textOf(sspr['scope']) ?? null,
      group: group === undefined ? null : groupIdOf(id, group),
      required: typeof required === 'number' ? required : 1,
    },
  };
}

function placeGroups(directory: Directory, input: TenantInput, asOfMs: number): void {
  for (const group of input.groups) {
    const id = groupIdOf(directory.facts.id, group.name);
    const resource = groupResource(id, {
      displayName: group.name,
      createdDateTime: isoSeconds(asOfMs - (group.createdDaysAgo ?? 30) * dayMs),
      isAssignableToRole: group.roleAssignable === true ? true : null,
      isManagementRestricted: group.managementRestricted === true ? true : null,
    });
    directory.groups.place({
      id,
      ordinal: directory.nextOrdinal(),
      resource,
      members: Members.of([]),
    });
  }
}

function nestGroups(directory: Directory, input: TenantInput): void {
  const { id: tenantId } = directory.facts;
  for (const group of input.groups) {
    const nested = (group.memberGroups ?? []).map((name) => groupIdOf(tenantId, name));
    const record = directory.groups.truth(groupIdOf(tenantId, group.name));
    if (record === undefined || nested.length === 0) continue;
    directory.groups.place({ ...record, members: record.members.with(nested) });
  }
}
