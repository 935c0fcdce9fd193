import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { quickFolder } from '../fixtures/campaign';
import { runCommand } from '../fixtures/run-command';
import { jwt } from '../unit/src-main/auth/fake-authority';

test('names each permission that a tenant’s token lacks, and once how to grant it', async () => {
  const folder = quickFolder('fleet-lacking');
  const whole = await startPracticeTenant({ scenario: loadBuiltInScenario('S01') });
  const behind = await startPracticeTenant({ scenario: loadBuiltInScenario('S12') });
  // The tenant as a token sees it that was given no permission to read policies.
  const front = createServer((request, response) => {
    const path = request.url ?? '/';
    const refused = { error: { code: 'Authorization_RequestDenied' } };
    const isRefused = path.includes('/conditionalAccess/');
    void (async () => {
      const headers = { authorization: `Bearer ${behind.token}` };
      const answer = isRefused ? null : await fetch(`${behind.graphUrl}${path}`, { headers });
      const text = (await answer?.text()) ?? JSON.stringify(refused);
      response.writeHead(answer?.status ?? 403, { 'content-type': 'application/json' }).end(text);
    })();
  });
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
  const graphUrl = `http://127.0.0.1:${String((front.address() as AddressInfo).port)}`;
  const entry = (name: string, { tenantId, graphUrl }: { tenantId: string; graphUrl: string }) => ({
    ...{ name, tenantId, cloud: 'global', graphUrl, tokenEnv: name },
  });
  const { tenantId } = behind;
  const tenants = [entry('WHOLE', whole), entry('REFUSING', { tenantId, graphUrl })];
  const file = join(folder, 'tenants.json');
  writeFileSync(file, JSON.stringify({ schema: 'causeway-tenants/1', tenants }));
  const words = ['fleet', 'assess', '--tenants', file, '--out', join(folder, 'out'), '--json'];
  const refusing = jwt({ tid: tenantId, scp: 'User.Read.All AuditLog.Read.All' });
  const { code, err } = await runCommand(words, {
    tokens: { WHOLE: whole.token, REFUSING: refusing },
  });
  front.close();
  await Promise.all([whole.close(), behind.close()]);
  rmSync(folder, { recursive: true, force: true });
  expect(code).toBe(5);
  const text = err.replace(/\s+/g, ' ');
  expect(text).toMatch(/REFUSING: The token lacks the permission Policy\.Read\.All\./);
  expect(text).not.toContain('WHOLE: The token');
  expect(text.match(/To grant it: /g)).toHaveLength(1);
});
