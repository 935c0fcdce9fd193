import * as v from 'valibot';
import { shortText } from '../bounds';
import { cloudNames } from '../entra/cloud';
import { isGuid } from '../ids';

/** As many as one file may name: the largest provider the product is made for. */
export const mostTenants = 500;

const filled = v.pipe(
  shortText,
  v.check((text) => text.trim() !== '', 'filled_text'),
);

/** One tenant of the file, as a person writes it. */
const listedTenantSchema = v.strictObject({
  name: v.pipe(filled, v.maxLength(200)),
  tenantId: v.pipe(shortText, v.check(isGuid, 'tenant_id')),
  cloud: v.picklist(cloudNames),
  /** Default: the host of the cloud. */
  graphUrl: v.optional(filled),
  /** The variable that holds this tenant's token. Left out: not consented. */
  tokenEnv: v.optional(
    v.pipe(
      shortText,
      v.check((text) => /^[A-Za-z_]\w{0,127}$/.test(text), 'variable_name'),
    ),
  ),
  /** Paths from the folder of the file. */
  answers: v.optional(filled),
  choices: v.optional(filled),
});

/** The tenants of a provider, `causeway-tenants/1`. Written by people; holds no secret. */
export const tenantsSchema = v.strictObject({
  schema: v.literal('causeway-tenants/1'),
  tenants: v.pipe(v.array(listedTenantSchema), v.minLength(1), v.maxLength(mostTenants)),
});
export type ListedTenant = v.InferOutput<typeof listedTenantSchema>;
