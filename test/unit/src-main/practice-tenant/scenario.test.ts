import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { practiceTenants } from '../../../../shared/ipc/practice-tenants';
import {
  builtInScenarioIds,
  loadBuiltInScenario,
  parseScenario,
} from '../../../../src-main/practice-tenant/scenario';

const reference = (id: string): string =>
  readFileSync(new URL(`../../../../../shared/scenarios/${id}.json`, import.meta.url), 'utf8');

describe('reading a scenario', () => {
  test.each(['S01', 'S02', 'S12', 'S14', 'S18'])('%s as it lies in the reference', (id) => {
    const parsed = parseScenario(reference(id));
    expect(parsed.ok ? parsed.value.id : parsed.errors).toBe(id);
  });

  test.each(builtInScenarioIds)('the built-in %s is the reference one', (id) => {
    const parsed = parseScenario(reference(id));
    expect(parsed.ok && parsed.value.input).toEqual(loadBuiltInScenario(id).input);
  });

  test('the window offers every one that is a tenant, and no other', () => {
    const tenants = builtInScenarioIds.filter(
      (id) => loadBuiltInScenario(id).input.kind === 'tenant',
    );
    expect([...practiceTenants].sort()).toEqual(tenants);
  });

  test('an unknown name is no scenario', () => {
    expect(loadBuiltInScenario('S99')).toBeUndefined();
    expect(loadBuiltInScenario('toString')).toBeUndefined();
  });

  test('errors name the place', () => {
    const errors = (text: string): string => {
      const parsed = parseScenario(text);
      return parsed.ok ? '' : parsed.errors.join('\n');
    };
    const s02 = reference('S02');
    expect(errors('{')).toBe('not JSON');
    expect(errors(s02.replace('"microsoftAuthenticatorPush"', '"carrierPigeon"'))).toContain(
      'input.cohorts.0.methods.0',
    );
    expect(errors(s02.replace('causeway-scenario/1', 'causeway-scenario/2'))).toContain('schema');
    expect(errors(s02.replace('"groups": ["SSPR-Users"]', '"groups": ["Nobody"]'))).toContain(
      'cohort gaA: no Nobody',
    );
    expect(errors(s02.replace('"cohort": "gaA"', '"cohort": "gaZ"'))).toContain(
      'operator: no cohort gaZ',
    );
    expect(errors(s02.replace('"total": 44', '"total": 45'))).toContain(
      'population.total: says 45, cohorts sum to 44',
    );
    expect(errors(s02.replace('"id": "gaB"', '"id": "gaA"'))).toContain('gaA appears twice');
    expect(errors(s02.replace('"persona"', '"shoeSize": 44, "persona"'))).toContain('shoeSize');
  });
});
