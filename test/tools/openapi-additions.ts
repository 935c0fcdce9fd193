/**
 * What the OpenAPI subsets leave out and the product reads, from Microsoft's pages: "List
 * roleAssignmentScheduleInstances", "unifiedRoleAssignmentScheduleInstance resource type", "List
 * deletedItems (directory objects)", "List group memberOf", "List policyDeletableItems", "List
 * internalDomainFederations", "internalDomainFederation resource type", and for beta "List
 * phoneMethods", of microsoft-graph-docs-contrib. In the subsets' own form. `properties`: of schemas
 * that the subset has, from "user resource type" and "onPremisesExtensionAttributes resource type".
 */
const instance = 'microsoft.graph.unifiedRoleAssignmentScheduleInstance';
const text = { type: 'string', nullable: true };
const instant = { type: 'string', format: 'date-time', nullable: true };

const federation = 'microsoft.graph.internalDomainFederation';
const directoryOptions = ['$select', '$filter', '$top', '$expand', '$orderby', '$count', '$search'];

/** A list of objects of this schema. `options`: the query options its page allows. */
function listOf(
  schema: string,
  marked_least: readonly string[],
  other: readonly string[],
  options: readonly string[] = [],
) {
  const value = { type: 'array', items: { $ref: `#/components/schemas/${schema}` } };
  const text = { type: 'string' };
  const properties = { '@odata.context': text, '@odata.nextLink': text, value };
  const content = { 'application/json': { schema: { type: 'object', properties } } };
  return {
    get: {
      parameters: options.map((name) => ({ name, in: 'query' })),
      responses: { '200': { content } },
      'x-graph-delegated-permissions': { marked_least, other },
    },
  };
}

const additionsToV1 = {
  paths: {
    '/roleManagement/directory/roleAssignmentScheduleInstances': listOf(
      instance,
      ['RoleAssignmentSchedule.Read.Directory'],
      [
        ...['RoleManagement.Read.Directory', 'RoleManagement.Read.All'],
        ...['RoleAssignmentSchedule.ReadWrite.Directory', 'RoleManagement.ReadWrite.Directory'],
      ],
    ),
    '/directory/deletedItems/microsoft.graph.group': listOf(
      'microsoft.graph.group',
      ['Group.Read.All'],
      ['Directory.Read.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
      directoryOptions,
    ),
    '/groups/{group-id}/memberOf': listOf(
      'microsoft.graph.directoryObject',
      ['GroupMember.Read.All'],
      ['Group.Read.All', 'Directory.Read.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
      directoryOptions,
    ),
    '/domains/{domain-id}/federationConfiguration': listOf(
      federation,
      ['Domain-InternalFederation.Read.All'],
      ['Domain-InternalFederation.ReadWrite.All', 'Domain.Read.All', 'Domain.ReadWrite.All'],
    ),
    '/identity/conditionalAccess/deletedItems/policies': listOf(
      'microsoft.graph.conditionalAccessPolicy',
      ['Policy.Read.All'],
      ['Policy.ReadWrite.ConditionalAccess'],
    ),
  },
  schemas: {
    [federation]: {
      allOf: [
        { $ref: '#/components/schemas/microsoft.graph.entity' },
        {
          type: 'object',
          properties: {
            ...{ activeSignInUri: text, displayName: text, issuerUri: text, signOutUri: text },
            ...{ metadataExchangeUri: text, passiveSignInUri: text, promptLoginBehavior: text },
            ...{ nextSigningCertificate: text, signingCertificate: text },
            ...{ preferredAuthenticationProtocol: text },
            isSignedAuthenticationRequestRequired: { type: 'boolean', nullable: true },
            federatedIdpMfaBehavior: {
              ...text,
              enum: [
                ...['acceptIfMfaDoneByFederatedIdp', 'enforceMfaByFederatedIdp'],
                ...['rejectMfaByFederatedIdp', 'unknownFutureValue'],
              ],
            },
            signingCertificateUpdateStatus: {
              ...{ type: 'object', nullable: true },
              properties: { certificateUpdateResult: text, lastRunDateTime: instant },
            },
          },
        },
      ],
    },
    [instance]: {
      allOf: [
        { $ref: '#/components/schemas/microsoft.graph.unifiedRoleScheduleInstanceBase' },
        {
          type: 'object',
          properties: {
            ...{ assignmentType: text, endDateTime: instant, memberType: text },
            ...{ roleAssignmentOriginId: text, roleAssignmentScheduleId: text },
            startDateTime: instant,
          },
        },
      ],
    },
  },
};

const extensions = Array.from({ length: 15 }, (_, n) => `extensionAttribute${String(n + 1)}`);

const userProperties = {
  ...{ city: text, companyName: text, country: text, employeeType: text },
  ...{ officeLocation: text, state: text },
  onPremisesExtensionAttributes: {
    ...{ type: 'object', nullable: true, title: 'onPremisesExtensionAttributes' },
    properties: Object.fromEntries(extensions.map((name) => [name, text])),
  },
};

const additionsToBeta = {
  paths: {
    '/users/{user-id}/authentication/phoneMethods': listOf(
      'microsoft.graph.phoneAuthenticationMethod',
      ['UserAuthenticationMethod.Read.All'],
      ['UserAuthenticationMethod.ReadWrite.All'],
    ),
  },
  schemas: {},
};

const userSchema = 'microsoft.graph.user';

export const additions = {
  'v1.0': { ...additionsToV1, properties: { [userSchema]: userProperties } },
  beta: { ...additionsToBeta, properties: {} },
};
