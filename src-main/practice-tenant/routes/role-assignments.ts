import { badRequest, created, noContent, notFound, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import { guidOf } from '../ids';
import { isObject, textOf } from '../json';

const path = '/roleManagement/directory/roleAssignments';
const scopes = ['RoleManagement.ReadWrite.Directory'];

/** Roles given and taken, as an administrator does beside the product, which never asks for it. */
export const roleAssignmentRoutes: Route[] = [
  { method: 'POST', path, scopes, handle: give },
  { method: 'DELETE', path: `${path}/{id}`, scopes, handle: take },
];

function give(call: Call): Answer {
  const { body, directory } = call;
  const principalId = isObject(body) ? textOf(body['principalId'])?.toLowerCase() : undefined;
  const roleId = isObject(body) ? textOf(body['roleDefinitionId'])?.toLowerCase() : undefined;
  if (principalId === undefined || roleId === undefined) {
    return badRequest('principalId and roleDefinitionId are required.');
  }
  const assignment = 'active';
  const id = guidOf('roleAssignment', principalId, roleId, assignment);
  directory.roles.add({ id, principalId, roleId, assignment });
  return created({ id, principalId, roleDefinitionId: roleId, directoryScopeId: '/' });
}

function take(call: Call): Answer {
  const id = param(call, 'id').toLowerCase();
  return call.directory.roles.remove(id) ? noContent : notFound(id);
}
