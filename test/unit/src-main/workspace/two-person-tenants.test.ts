import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noChoices } from '../../../../shared/tenant/choice';
import { TwoPersonTenants } from '../../../../src-main/workspace/two-person-tenants';

const newRoot = (): string => mkdtempSync(join(tmpdir(), 'causeway-two-'));
const tenantOf = (id: string, source: 'https' | 'practice' = 'https') =>
  ({ source, tenant: { id } }) as Parameters<TwoPersonTenants['isSet']>[0];
const signed = { by: 'a@kestrel.example', at: '2026-11-22T08:30:00Z', reason: 'Review' };

describe('a tenant whose plans all need two people', () => {
  it('is that one alone, whatever the case of its id, and after a restart too', () => {
    const root = newRoot();
    const list = new TwoPersonTenants(root);
    expect(list.set(tenantOf('AB'), signed).ok).toBe(true);
    for (const one of [list, new TwoPersonTenants(root)]) {
      expect(one.applyTo(tenantOf('ab'), noChoices).approvals).toEqual({ value: 2, ...signed });
      expect(one.applyTo(tenantOf('other'), noChoices)).toBe(noChoices);
      // A practice tenant plays this one under the same id.
      expect(one.isSet(tenantOf('ab', 'practice'))).toBe(false);
    }
    expect(statSync(join(root, 'two-person-tenants.json')).mode & 0o777).toBe(0o600);
  });

  it('overrules a choice of one person, and leaves a choice of two as it was signed', () => {
    const list = new TwoPersonTenants(newRoot());
    list.set(tenantOf('ab'), signed);
    const own = { ...signed, by: 'b@kestrel.example' };
    const one = { ...noChoices, approvals: { value: 1 as const, ...own } };
    const two = { ...noChoices, approvals: { value: 2 as const, ...own } };
    expect(list.applyTo(tenantOf('ab'), one).approvals).toEqual({ value: 2, ...signed });
    expect(list.applyTo(tenantOf('ab'), two)).toBe(two);
  });

  it('is every one where the policy of the computer says so, and none can be let go', () => {
    const list = new TwoPersonTenants(newRoot(), () => true);
    expect(list.isSet(tenantOf('ab'))).toBe(true);
    const own = { value: 1 as const, ...signed };
    expect(list.applyTo(tenantOf('ab'), { ...noChoices, approvals: own }).approvals?.value).toBe(2);
    expect(list.release(tenantOf('ab'))).toMatchObject({
      failure: { code: 'input/managed-setting' },
    });
  });

  it('is let go by itself, and no other with it', () => {
    const root = newRoot();
    const list = new TwoPersonTenants(root);
    list.set(tenantOf('ab'), signed);
    list.set(tenantOf('cd'), signed);
    expect(list.release(tenantOf('ab')).ok).toBe(true);
    expect([list.isSet(tenantOf('ab')), list.isSet(tenantOf('cd'))]).toEqual([false, true]);
    expect(readFileSync(join(root, 'two-person-tenants.json'), 'utf8')).not.toContain('"https:ab"');
  });

  it.each(['', '{', '{"schema":"causeway-two-person-tenants/2","tenants":[]}', '{"tenants":[]}'])(
    'is every tenant where the list cannot be read: %s',
    (text) => {
      const root = newRoot();
      writeFileSync(join(root, 'two-person-tenants.json'), text);
      const list = new TwoPersonTenants(root);
      expect(list.applyTo(tenantOf('ab'), noChoices).approvals?.value).toBe(2);
      // Nobody's word makes a new list of it: the others it named would be gone.
      const lost = { ok: false, failure: { code: 'store/list-unreadable' } };
      expect(list.set(tenantOf('ab'), signed)).toMatchObject(lost);
      expect(list.release(tenantOf('ab'))).toMatchObject(lost);
      expect(new TwoPersonTenants(root).isSet(tenantOf('cd'))).toBe(true);
      // Not before anybody knows which tenant it is: nothing is planned then.
      expect(list.isSet({ source: 'https', tenant: null })).toBe(false);
    },
  );

  it('is not called set where the list cannot be kept', () => {
    const root = join(newRoot(), 'gone');
    const list = new TwoPersonTenants(root);
    const done = list.set(tenantOf('ab'), signed);
    expect(done).toMatchObject({ ok: false, failure: { code: 'store/unwritable' } });
    expect(list.isSet(tenantOf('ab'))).toBe(false);
  });
});
