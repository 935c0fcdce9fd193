import { nonPremium, notFound, okay, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import type { UserRecord } from '../user-record';
import type { JsonObject } from '../json';
import { answerList, rowsOf, type Rows } from '../odata';
import { registrationRow } from '../registration-report';
import { signInRows } from '../sign-ins';

const details = '/reports/authenticationMethods/userRegistrationDetails';
const scopes = ['AuditLog.Read.All', 'Reports.Read.All'];
const bucket = 'reports';
const thousand = { pageSize: 1000, maxPageSize: 1000, strictTop: true };

export const reportRoutes: Route[] = [
  { method: 'GET', path: details, scopes, bucket, handle: listDetails },
  { method: 'GET', path: `${details}/{id}`, scopes, bucket, handle: getDetails },
  { method: 'GET', path: '/auditLogs/signIns', scopes, bucket, handle: listSignIns },
  { method: 'GET', path: '/auditLogs/directoryAudits', scopes, bucket, handle: listAudits },
];

function isFree(call: Call): boolean {
  return call.directory.facts.plan === 'none';
}

function listDetails(call: Call): Answer {
  if (isFree(call)) return nonPremium;
  const { users } = call.directory;
  const rows: Rows = {
    length: users.length,
    ordinalAt: (index) => index,
    rowAt: (index) => rowOf(call, users.at(index)),
  };
  const context = 'reports/authenticationMethods/userRegistrationDetails';
  return answerList(call, rows, { context, ...thousand });
}

function rowOf(call: Call, user: UserRecord | undefined): JsonObject | undefined {
  return user === undefined ? undefined : registrationRow(call, user);
}

function getDetails(call: Call): Answer {
  if (isFree(call)) return nonPremium;
  const id = param(call, 'id');
  const row = rowOf(call, call.directory.user(id));
  return row === undefined ? notFound(id) : okay(row);
}

/** Newest first unless asked otherwise. v1.0 lists interactive ones, without the protocol. */
function listSignIns(call: Call): Answer {
  if (isFree(call)) return nonPremium;
  const order = (call.query.get('$orderby') ?? 'createdDateTime desc').trim();
  const rows = signInRows(call.directory, {
    isBeta: call.version === 'beta',
    isRising: /asc|^createdDateTime$/i.test(order),
  });
  const context = 'auditLogs/signIns';
  return answerList(call, rows, { context, ...thousand });
}

function listAudits(call: Call): Answer {
  if (isFree(call)) return nonPremium;
  const rows = rowsOf([...call.directory.audits].reverse());
  const context = 'auditLogs/directoryAudits';
  return answerList(call, rows, { context, ...thousand });
}
