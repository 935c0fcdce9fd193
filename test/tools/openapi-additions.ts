/**
 * What the OpenAPI subset of v1.0 leaves out and the product reads, from Microsoft's pages: "List
 * roleAssignmentScheduleInstances" and "unifiedRoleAssignmentScheduleInstance resource type" of
 * microsoft-graph-docs-contrib. In the subset's own form.
 */
const instance = 'microsoft.graph.unifiedRoleAssignmentScheduleInstance';
const text = { type: 'string', nullable: true };
const instant = { type: 'string', format: 'date-time', nullable: true };

export const additionsToV1 = {
  paths: {
    '/roleManagement/directory/roleAssignmentScheduleInstances': {
      get: {
        responses: {
          '200': {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    '@odata.context': { type: 'string' },
                    '@odata.nextLink': { type: 'string' },
                    value: { type: 'array', items: { $ref: `#/components/schemas/${instance}` } },
                  },
                },
              },
            },
          },
        },
        'x-graph-delegated-permissions': {
          marked_least: ['RoleAssignmentSchedule.Read.Directory'],
          other: [
            ...['RoleManagement.Read.Directory', 'RoleManagement.Read.All'],
            ...['RoleAssignmentSchedule.ReadWrite.Directory', 'RoleManagement.ReadWrite.Directory'],
          ],
        },
      },
    },
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
