/**
 * Tenants to practise on, as the window offers them. S18 is none: it is the tenant of S02 as it was
 * read ten days ago, and without a network, while a tenant to practise on always answers. The
 * command line serves it, so that such a reading can be made.
 */
export const practiceTenants = ['S02', 'S01', 'S12', 'S14'] as const;
