import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { assess, serializeAssessment } from '../../../../shared/assess/assess';
import { countNames } from '../../../../shared/fleet/make-fleet';
import { judgeHere } from '../../../../src-main/files/judge-here';
import { readAssessment } from '../../../../src-main/fleet/kept-assessment';
import { anInput } from '../../../fixtures/a-snapshot';
import { quickFolder } from '../../../fixtures/campaign';

const folder = quickFolder('kept');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const assessed = assess(anInput());
if (!assessed.ok) throw new Error(assessed.failure.code);
const { assessment } = assessed.value;
const tenant = { name: 'Contoso', tenantId: assessment.tenant.id.toLowerCase() };

async function read(text: string) {
  writeFileSync(join(folder, 'Contoso.json'), text);
  return readAssessment(folder, tenant, judgeHere);
}

it('reads an assessment back as it was written, in the same order', async () => {
  const text = serializeAssessment(assessment);
  const kept = await read(text);
  expect(kept.ok && serializeAssessment(kept.value)).toBe(text);
});

it.each(countNames)('takes no %s that is no count', async (name) => {
  for (const value of ['1', [1], -1, 1.5, {}, undefined]) {
    const counts = { ...assessment.counts, [name]: value };
    const kept = await read(JSON.stringify({ ...assessment, counts }));
    expect(kept).toMatchObject({
      failure: { code: 'file/invalid', values: { place: `counts.${name}` } },
    });
  }
  const unknown = await read(
    JSON.stringify({ ...assessment, counts: { ...assessment.counts, [name]: null } }),
  );
  expect(unknown.ok).toBe(true);
});
