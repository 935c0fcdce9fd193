import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { limits, retirementDates } from '../../../../shared/entra/retirement-dates';
import { rootFolder } from '../../../../src-main/launch/places.mjs';

it('holds Microsoft’s dates as findings.md 2.1 states them', () => {
  expect(retirementDates).toEqual({
    provider: '2027-01-04',
    february: '2027-02-01',
    july: '2027-07-01',
  });
  expect(limits.reportOnlySoakDays).toBe(7);
});

it('is the one file that states them', () => {
  const dates = Object.values(retirementDates);
  const found = ['shared', 'src-main', 'src-renderer'].flatMap((room) =>
    readdirSync(join(rootFolder, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|svelte|mjs)$/.test(name) && !name.startsWith('paraglide'))
      .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
      .filter((path) => {
        const code = readFileSync(join(rootFolder, path), 'utf8')
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/^\s*\/\/.*$/gm, '');
        return dates.some((date) => code.includes(date));
      }),
  );
  expect(found).toEqual(['shared/entra/retirement-dates.ts']);
});
