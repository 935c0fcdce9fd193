import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writePlanFile } from '../../../../src-main/workspace/write-plan-file';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S01');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-plan-file-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the name of a plan file', () => {
  const start = plan.planHash.slice(0, 8);

  it('is the domain and the start of the hash', async () => {
    const name = `${plan.tenant.primaryDomain}-${start}.causeway`;
    const saved = await writePlanFile(folder, plan, { text: 'é', hideNames: false });
    expect(saved).toEqual({ ok: true, value: { name, bytes: 2 } });
    expect(readFileSync(join(folder, name), 'utf8')).toBe('é');
  });

  it('says nothing about the tenant when names are hidden', async () => {
    await writePlanFile(folder, plan, { text: '{}', hideNames: true });
    expect(readdirSync(folder)).toEqual([`plan-${start}.causeway`]);
  });

  it('keeps to its folder whatever the domain is', async () => {
    const evil = { ...plan, tenant: { ...plan.tenant, primaryDomain: '../../up/evil' } };
    await writePlanFile(folder, evil, { text: '{}', hideNames: false });
    expect(readdirSync(folder)).toEqual([`..-..-up-evil-${start}.causeway`]);
  });
});
