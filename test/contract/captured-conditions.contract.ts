import { describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json';
import { openCaptureSource } from '../../src-main/graph/open-source';
import { signInReads } from '../../src-main/graph/reads-by-id';
import { answered, captureOf, readCapture, type RecordedAnswer } from '../fixtures/read-capture';

const log = '/beta/auditLogs/signIns';
const monthAgo = '2026-10-23T12:00:00Z';
const [ropcUrl = '', radiusUrl = ''] = signInReads(monthAgo);
const spoken = (url: string) => decodeURIComponent(url);
const person = '00000000-0000-4000-8000-000000000001';

function signIn(id: string, authenticationProtocol = 'none'): Json {
  const createdDateTime = '2026-11-20T09:00:00Z';
  return { id, userId: person, createdDateTime, appId: 'a', authenticationProtocol };
}
const ropc = { value: [signIn('stored', 'ropc')] };
const radius = { value: [signIn('other')] };
const everything = { value: [signIn('stored', 'ropc'), signIn('other')] };

async function idsOf(...responses: readonly RecordedAnswer[]): Promise<unknown> {
  const { signIns } = await readCapture(captureOf(responses));
  return signIns.kind === 'read' ? signIns.value.map((one) => one.id) : signIns.reason.code;
}

describe('a list that was recorded with a condition', () => {
  it.each<[string, RecordedAnswer[]]>([
    ['the first of two is missing', [answered(radiusUrl, radius)]],
    ['the second of two is missing', [answered(ropcUrl, ropc)]],
    [
      'both stand behind a shorter time',
      [answered(`${log}?$filter=createdDateTime ge ${monthAgo}`, everything)],
    ],
    [
      'a list begins later than was asked',
      [answered(ropcUrl.replace('2026-10-23', '2026-11-15'), ropc), answered(radiusUrl, radius)],
    ],
    [
      'one of two conditions may do',
      [answered(spoken(ropcUrl).replaceAll(' and ', ' or '), ropc), answered(radiusUrl, radius)],
    ],
    ['it was searched', [answered(`${log}?$search="stored"`, everything)]],
    ['it is only counted', [answered(`${log}/$count`, 2)]],
    ['only a later page of it is there', [answered(`${log}?$skip=100`, everything)]],
  ])('answers no other condition: %s', async (_why, responses) => {
    expect(await idsOf(...responses)).toBe('notCaptured');
  });

  it.each<[string, RecordedAnswer[]]>([
    ['as the product asks', [answered(ropcUrl, ropc), answered(radiusUrl, radius)]],
    ['in plain text', [answered(spoken(ropcUrl), ropc), answered(spoken(radiusUrl), radius)]],
    [
      'with plus signs and small letters',
      [ropcUrl, radiusUrl].map((url, at) =>
        answered(spoken(url).replaceAll(' ', '+').toLowerCase(), at === 0 ? ropc : radius),
      ),
    ],
    [
      'in another order, a quarter of an hour later, with options that narrow nothing',
      [ropcUrl, radiusUrl].map((url, at) => {
        const parts = spoken(url).replace('12:00', '12:15').split('$filter=');
        const filter = (parts[1] ?? '').split(' and ').reverse().join(' and ');
        return answered(`${log}?$top=999&$filter=${filter}&$count=true`, at === 0 ? ropc : radius);
      }),
    ],
    [
      'without a beginning',
      [ropcUrl, radiusUrl].map((url, at) =>
        answered(spoken(url).replace(/createdDateTime ge \S+ and /, ''), at === 0 ? ropc : radius),
      ),
    ],
    ['without any condition', [answered(`${log}?$top=999`, everything)]],
  ])('answers the same condition, %s', async (_how, responses) => {
    expect(await idsOf(...responses)).toEqual(['stored', 'other']);
  });

  it('answers nobody who asks for all', async () => {
    const { users, groups } = await readCapture(
      captureOf([
        answered("/v1.0/users?$filter=userType eq 'Guest'", { value: [] }),
        answered('/v1.0/groups?filter=securityEnabled%20eq%20true', { value: [] }),
      ]),
    );
    const notCaptured = { kind: 'unread', reason: { code: 'notCaptured' } };
    expect([users, groups]).toEqual([notCaptured, notCaptured]);
  });

  it.each([
    ['?$select=id', 404],
    ['?$filter=accountEnabled%20eq%20true%20and%20id%20eq%20%27x%27%20or%20id%20eq%20%27y%27', 200],
    ['?$filter=id%20eq%20%27x%27%20or%20id%20eq%20%27y%27%20and%20accountEnabled%20eq%20true', 404],
    ['?$filter=accountEnabled%20eq%20true', 404],
  ])('answers a part of a $batch like any other: %s with %i', async (query, status) => {
    const members = `/groups/${person}/members`;
    const condition = "accountEnabled eq true and id eq 'x' or id eq 'y'";
    const text = captureOf([answered(`/v1.0${members}?$filter=${condition}`, radius)]);
    const source = await openCaptureSource(text);
    if (!source.ok) throw new Error(source.failure.code);
    const requests = [{ id: '1', method: 'GET', url: `${members}${query}` }];
    const got = await source.value.graph.postReads('v1.0', { requests });
    expect(got).toMatchObject({ ok: true, value: { json: { responses: [{ status }] } } });
  });

  it('keeps its pages apart from those of another', async () => {
    const page = (url: string, body: Json, next: string) => [
      answered(url, { ...(body as object), '@odata.nextLink': `https://g.example${next}` }),
    ];
    const [ropcNext, radiusNext] = [`${ropcUrl}&$skiptoken=2`, `${radiusUrl}&$skiptoken=2`];
    const first = [...page(ropcUrl, ropc, ropcNext), ...page(radiusUrl, radius, radiusNext)];
    const last = answered(`${log}?$top=5&${radiusNext.split('?')[1] ?? ''}`, everything);
    expect(await idsOf(...first, last)).toBe('notCaptured');
    expect(await idsOf(...first, last, answered(ropcNext, { value: [] }))).toEqual([
      'stored',
      'other',
    ]);
  });

  it('takes from the whole audit log only what was asked', async () => {
    const made = (id: string, category: string): Json => ({
      ...{ id: `${id}-made`, category, targetResources: [{ id }] },
      initiatedBy: { app: { displayName: 'Microsoft Managed Policy Manager' } },
    });
    const rows = { value: [made('p1', 'Policy'), made('u1', 'UserManagement')] };
    const { managedPolicyIds } = await readCapture(
      captureOf([answered('/v1.0/auditLogs/directoryAudits', rows)]),
    );
    expect(managedPolicyIds).toEqual({ kind: 'read', value: ['p1'] });
  });
});
