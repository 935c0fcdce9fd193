import type { Method, Route, Version } from './call';
import { authenticationRoutes } from './routes/authentication';
import { conditionalAccessRoutes } from './routes/conditional-access';
import { directoryRoutes } from './routes/directory';
import { groupMemberRoutes } from './routes/group-members';
import { deletedGroupRoutes } from './routes/deleted-groups';
import { groupRoutes } from './routes/groups';
import { partnerRoutes } from './routes/partners';
import { policyRoutes } from './routes/policies';
import { reportRoutes } from './routes/reports';
import { roleAssignmentRoutes } from './routes/role-assignments';
import { userRoutes } from './routes/users';

export const graphRoutes: readonly Route[] = [
  ...directoryRoutes,
  ...roleAssignmentRoutes,
  ...userRoutes,
  ...authenticationRoutes,
  ...groupRoutes,
  ...deletedGroupRoutes,
  ...groupMemberRoutes,
  ...policyRoutes,
  ...partnerRoutes,
  ...conditionalAccessRoutes,
  ...reportRoutes,
];

/** Every delegated permission some route accepts: what a token may carry. */
export const grantableScopes: readonly string[] = [
  ...new Set([
    ...graphRoutes.flatMap((route) => route.scopes ?? []),
    ...['User.Read', 'Application.Read.All', 'UserAuthMethod-TAP.ReadWrite.All'],
    ...['User.RevokeSessions.All', 'Directory.ReadWrite.All', 'Policy.ReadWrite.Authorization'],
  ]),
];

interface Compiled {
  readonly route: Route;
  readonly parts: readonly string[];
}

const compiled: readonly Compiled[] = graphRoutes.map((route) => ({
  route,
  parts: route.path.split('/').slice(1),
}));

export type Match =
  | { kind: 'route'; route: Route; params: Record<string, string> }
  | { kind: 'method' }
  | { kind: 'none' };

/** Literal parts are matched without regard to case, and win over parameters. */
export function matchRoute(method: Method, version: Version, path: string): Match {
  const parts = path.split('/').slice(1).map(decodePart);
  let sawPath = false;
  let best: { route: Route; params: Record<string, string>; literals: number } | undefined;
  for (const { route, parts: pattern } of compiled) {
    if (pattern.length !== parts.length) continue;
    if (route.versions !== undefined && !route.versions.includes(version)) continue;
    const params: Record<string, string> = {};
    let literals = 0;
    const fits = pattern.every((expected, i) => {
      const actual = parts[i] ?? '';
      if (expected.startsWith('{')) {
        params[expected.slice(1, -1)] = actual;
        return actual !== '';
      }
      literals++;
      return expected.toLowerCase() === actual.toLowerCase();
    });
    if (!fits) continue;
    sawPath = true;
    if (route.method === method && (best === undefined || literals > best.literals)) {
      best = { route, params, literals };
    }
  }
  if (best !== undefined) return { kind: 'route', route: best.route, params: best.params };
  return { kind: sawPath ? 'method' : 'none' };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
