/**
 * What the OpenAPI subset of v1.0 leaves out and the product reads, from Microsoft's pages: "List
 * roleAssignmentScheduleInstances", "unifiedRoleAssignmentScheduleInstance resource type", "List
 * deletedItems (directory objects)", "List group memberOf" and "List policyDeletableItems" of microsoft-graph-docs-contrib.
 * In the subset's own form.
 */
const instance = 'microsoft.graph.unifiedRoleAssignmentScheduleInstance';
const text = { type: 'string', nullable: true };
const instant = { type: 'string', format: 'date-time', nullable: true };

/** A list of objects of this schema. */
function listOf(schema: string, marked_least: readonly string[], other: readonly string[]) {
  const value = { type: 'array', items: { $ref: `#/components/schemas/${schema}` } };
  const text = { type: 'string' };
  const properties = { '@odata.context': text, '@odata.nextLink': text, value };
  const content = { 'application/json': { schema: { type: 'object', properties } } };
  return {
    get: {
      responses: { '200': { content } },
      'x-graph-delegated-permissions': { marked_least, other },
    },
  };
}

export const additionsToV1 = {
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
    ),
    '/groups/{group-id}/memberOf': listOf(
      'microsoft.graph.directoryObject',
      ['GroupMember.Read.All'],
      ['Group.Read.All', 'Directory.Read.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    ),
    '/identity/conditionalAccess/deletedItems/policies': listOf(
      'microsoft.graph.conditionalAccessPolicy',
      ['Policy.Read.All'],
      ['Policy.ReadWrite.ConditionalAccess'],
    ),
  },
  schemas: {
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
