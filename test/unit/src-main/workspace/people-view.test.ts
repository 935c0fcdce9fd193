import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noFilters } from '../../../../shared/people/people-filters';
import { buildRingsView } from '../../../../src-main/workspace/rings-view';
import { openPeople, type OpenPeople } from '../../../fixtures/people-on-disk';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioPlan } from '../../../fixtures/scenario-plan';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const upnsOf = (page: { rows: { upn: string }[] }): string[] => page.rows.map((row) => row.upn);

describe('lists of people', () => {
  let people: OpenPeople;

  beforeAll(async () => {
    people = await openPeople(scenarioSnapshot(readScenario('S02')));
  });
  afterAll(() => people.close());

  it('gives every account once, in windows that join without a gap', () => {
    const whole = people.list({ sort: 'upn' });
    expect(whole.total).toBe(44);
    expect(whole.of).toBe(44);
    const windows = [0, 20, 40].flatMap(
      (offset) => people.list({ sort: 'upn', offset, limit: 20 }).rows,
    );
    expect(windows.map((row) => row.id)).toEqual(whole.rows.map((row) => row.id));
    expect(new Set(windows.map((row) => row.id)).size).toBe(44);
  });

  it('lists the people behind a date and behind a finding', () => {
    const february = people.list({ list: 'february' });
    expect(upnsOf(february)).toContain('offphone@kestrel.example');
    expect(february.total).toBe(7);
    expect(people.list({ list: 'finding:PHONE-ONLY-FEB27' }).total).toBe(7);
    expect(people.list({ list: 'finding:OATH-SPLIT' }).total).toBe(3);
    expect(people.list({ list: 'finding:NOT-A-CODE' }).total).toBe(0);
  });

  it('shows nobody in a list it does not know', () => {
    expect(people.list({ list: 'everybody' })).toMatchObject({ total: 0, of: 0, rows: [] });
  });

  it('finds by part of the name or address, whatever the width or case of the letters', () => {
    const found = people.list({ search: ' ＥＮＦＴＯＴＰ ' });
    expect(upnsOf(found)).toEqual([
      'enftotp3p1@kestrel.example',
      'enftotp3p2@kestrel.example',
      'enftotp3p3@kestrel.example',
    ]);
    expect([found.total, found.of]).toEqual([3, 44]);
  });

  it('takes signs of SQL for what they are', () => {
    for (const search of ['%', '\\', "'", '*', '"; DROP TABLE person --']) {
      expect([search, people.list({ search }).total]).toEqual([search, 0]);
    }
    // Two guests have one in their address; as a wildcard it would find everybody.
    expect(people.list({ search: '_' }).total).toBe(2);
    expect(people.list({ search: '@' }).total).toBe(44);
  });

  it('calls an emergency access account so, whatever else it is', async () => {
    const named = await openPeople(scenarioSnapshot(readScenario('S14')));
    const filters = { ...noFilters, kind: ['emergencyAccess' as const] };
    const found = named.list({ filters });
    expect(upnsOf(found)).toEqual([
      'breakglass1@ellisonexample.onmicrosoft.com',
      'breakglass2@ellisonexample.onmicrosoft.com',
    ]);
    expect(found.rows.map(({ kind }) => kind)).toEqual(['emergencyAccess', 'emergencyAccess']);
    const members = named.list({ filters: { ...noFilters, kind: ['member'] } });
    expect(members.total).toBe(5_048);
    const last = named.list({ sort: 'kind', descending: true, limit: 2 });
    expect(last.rows.map(({ kind }) => kind)).toEqual(['emergencyAccess', 'emergencyAccess']);
    named.close();
  });

  it('counts no emergency access account to the people of a readiness', async () => {
    const named = await openPeople(scenarioSnapshot(readScenario('S14')));
    for (const list of ['ready', 'conditions', 'notReady', 'unknown']) {
      const page = named.list({ list: `readiness:${list}` });
      expect(upnsOf(page).filter((upn) => upn.startsWith('breakglass'))).toEqual([]);
      expect(page.facets.find(({ name }) => name === 'kind')?.values).not.toContainEqual(
        expect.objectContaining({ value: 'emergencyAccess' }),
      );
    }
    named.close();
  });

  it('filters by several values of one filter, and by several filters at once', () => {
    const enforced = people.list({ filters: { ...noFilters, perUserMfa: ['enforced'] } });
    const either = people.list({ filters: { ...noFilters, perUserMfa: ['enforced', 'enabled'] } });
    const both = people.list({
      filters: { ...noFilters, perUserMfa: ['enforced'], kind: ['serviceAccount'] },
    });
    expect(either.total).toBe(enforced.total + 2);
    expect(upnsOf(both)).toEqual(['scan@kestrel.example']);
  });

  it('counts for each filter what choosing a value would leave', () => {
    const page = people.list({ filters: { ...noFilters, perUserMfa: ['enforced'] } });
    const facet = (name: string) => page.facets.find((one) => one.name === name)?.values ?? [];
    expect(facet('kind').find((one) => one.value === 'serviceAccount')?.count).toBe(1);
    // Its own filter counts as if nothing were chosen in it.
    const states = facet('perUserMfa').map(({ value, count }) => [value, count]);
    expect(states).toContainEqual(['enabled', 2]);
    expect(states.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(44);
    expect(people.list({ offset: 10 }).facets).toEqual([]);
  });

  it('says of each account what covers it, what survives and what is not known', () => {
    const [phone] = people.list({ search: 'offphone' }).rows;
    expect(phone).toMatchObject({
      licence: 'yes',
      methods: ['mobilePhone'],
      survivingMethods: [],
      policies: [],
      date: 'february',
      ring: null,
      track: null,
    });
    const [app] = people.list({ search: 'offapp' }).rows;
    expect(app?.survivingMethods).toEqual(['microsoftAuthenticatorPush']);
  });
});

describe('lists by rings', () => {
  it('are empty without a plan, and hold everybody of the ring with one', async () => {
    const input = scenarioSnapshot(readScenario('S02'));
    const people = await openPeople(input);
    expect(people.list({ list: 'ring:1' }).total).toBe(0);
    const staff = people.list({ list: 'unassigned' }).total;
    const { plan } = scenarioPlan('S02');
    expect(people.table.place(plan)).toMatchObject({ ok: true });
    const inRings = plan.rings.map(({ ring }) => people.list({ list: `ring:${ring}` }));
    expect(inRings.map((page) => page.total)).toEqual(
      plan.rings.map(({ members }) => members.length),
    );
    expect(inRings.reduce((sum, page) => sum + page.total, 0)).toBe(staff);
    expect(people.list({ list: 'unassigned' }).total).toBe(0);
    // Everybody the table of the rings counts outside them can be opened, guests of no track too.
    const { tracks } = buildRingsView(plan);
    expect(tracks.map(({ track }) => track)).toContain('guests');
    for (const { track, size } of tracks) {
      expect([track, people.list({ list: `track:${track}` }).total]).toEqual([track, size]);
    }
    const first = people.list({ sort: 'ring' }).rows[0];
    expect(first?.ring).toBe(0);
    const ringed = people.list({ filters: { ...noFilters, ring: ['ring:1'] } });
    expect(ringed.rows.every((row) => row.ring === 1)).toBe(true);
    expect(ringed.total).toBe(plan.rings[1]?.members.length);
    people.close();
  });
});
