import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serializePlan } from '../../../../shared/plan/plan-file';
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
    const text = serializePlan(plan);
    const saved = await writePlanFile(folder, plan, { hideNames: false });
    expect(saved).toEqual({ ok: true, value: { name, bytes: Buffer.byteLength(text) } });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('says nothing about the tenant when names are hidden', async () => {
    await writePlanFile(folder, plan, { hideNames: true });
    expect(readdirSync(folder)).toEqual([`plan-${start}.causeway`]);
  });

  it('keeps to its folder whatever the domain is', async () => {
    const evil = { ...plan, tenant: { ...plan.tenant, primaryDomain: '../../up/evil' } };
    await writePlanFile(folder, evil, { hideNames: false });
    expect(readdirSync(folder)).toEqual([`..-..-up-evil-${start}.causeway`]);
  });
});
