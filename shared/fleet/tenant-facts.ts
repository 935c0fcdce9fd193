import * as v from 'valibot';
import { count } from '../bounds';

/** As the fleet tells them apart (screens.md F1); `null` without evidence counts as unknown. */
export const migrationStates = [
  ...(['null', 'nullDone', 'preMigration', 'migrationInProgress', 'migrationComplete'] as const),
  'unknown',
] as const;

/** What a list of many tenants says of one reading: counts and states, nobody's name. */
export const tenantFactsSchema = v.strictObject({
  migrationState: v.picklist(migrationStates),
  /** People, not accounts. Null: the cloud has no date, or the users were not read. */
  february: v.nullable(count),
  july: v.nullable(count),
  /** People nobody can say anything of; null: the users were not read. */
  unassessed: v.nullable(count),
  /** An administrator has nothing but a phone (ADMIN-PHONE-ONLY). */
  hasPhoneOnlyAdmins: v.boolean(),
  /** Emergency access, by the findings BG-*; unknown where accounts or roles were not read. */
  emergency: v.picklist(['ready', 'lacking', 'unknown']),
  /** Sources and answers that are missing. */
  unread: count,
});
export type TenantFacts = v.InferOutput<typeof tenantFactsSchema>;
