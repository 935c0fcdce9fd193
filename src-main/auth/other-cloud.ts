import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import type { Authority } from './authority';

/** Hosts by the `cloud_instance_name` that a tenant's sign-in document gives for its own cloud. */
const hosts: Readonly<Record<string, readonly string[]>> = {
  'microsoftonline.com': ['login.microsoftonline.com'],
  'microsoftonline.us': ['login.microsoftonline.us'],
  'partner.microsoftonline.cn': ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
};

/** A tenant whose document names another cloud than the one that was asked; undefined: it is here. */
export function otherCloud(authority: Authority, document: unknown): Failure | undefined {
  const name = isJsonObject(document) ? document['cloud_instance_name'] : undefined;
  if (typeof name !== 'string' || authority.kind === 'practice') return undefined;
  const own = hosts[name];
  const isHere = own === undefined || own.includes(new URL(authority.msalAuthority).hostname);
  return isHere ? undefined : failure('auth/other-cloud', { code: name, trace: '–' });
}
