import { describe, expect, it } from 'vitest';
import { formatLogEvent, type LogEvent } from '../../../../src-main/app/log-events';
import { noteAnswers, noteWrites, pathTemplate } from '../../../../src-main/app/log-answers';
import { reads } from '../../../../src-main/graph/reads';

const someId = '11111111-1111-4111-8111-111111111111';
const request = 'aaaaaaaa-1111-4111-8111-111111111111';
const client = 'bbbbbbbb-2222-4222-8222-222222222222';
const graph = 'https://graph.microsoft.com';

function noted() {
  const lines: string[] = [];
  const log: LogEvent = (name, fields) => void lines.push(formatLogEvent(name, fields));
  let at = 0;
  const answer = () =>
    Promise.resolve(
      new Response('{"secret":"body"}', { status: 403, headers: { 'request-id': request } }),
    );
  return { lines, log, answer, now: () => (at += 20.4) };
}

describe('what the log keeps of an answer', () => {
  it('is where to, the status, both ids and the time, and nothing else', async () => {
    const { lines, log, answer, now } = noted();
    const fetch = noteAnswers(answer, log, now);
    const url = `${graph}/v1.0/users/${someId}/memberOf?$filter=mail eq 'a@b.example'`;
    const got = await fetch(url, {
      headers: { authorization: 'Bearer token', 'client-request-id': client },
    });
    expect(await got.text()).toContain('secret');
    expect(lines).toEqual([
      `graph.answer path="/v1.0/users/{id}/memberOf" status="403" request="${request}"` +
        ` client="${client}" milliseconds="20"`,
    ]);
  });

  it('is kept of writes as well, whose session is still made ready', async () => {
    const { lines, log, answer, now } = noted();
    const ready = () => Promise.resolve();
    const fetch = noteWrites(Object.assign(answer, { ready }), log, now);
    expect(fetch.ready).toBe(ready);
    await fetch(`${graph}/beta/$batch`, { method: 'POST', body: '{}' });
    expect(lines[0]).toMatch(/^graph\.answer path="\/beta\/batch" status="403" /);
  });

  it('fits every address that the product reads', () => {
    for (const { url } of Object.values(reads)) {
      const path = pathTemplate(`${graph}${url.replaceAll(/\{[^}]*\}/g, someId)}`);
      const line = formatLogEvent('graph.answer', { path: path ?? '', status: 200 });
      expect(line).not.toMatch(/removed|1111/);
      expect(path).toMatch(/^\/(v1\.0|beta)\/[a-zA-Z]/);
    }
  });

  it('is nothing where it was no address of Graph, and hides what is no word', async () => {
    const { lines, log, answer, now } = noted();
    await noteAnswers(answer, log, now)('http://127.0.0.1:1/_practice/stats');
    expect(lines).toEqual([]);
    expect(pathTemplate(`${graph}/v1.0/users/mori@contoso.example`)).toBe('/v1.0/users/{id}');
    expect(pathTemplate(`${graph}/v1.0/groups(name='x')`)).toBe('/v1.0/{id}');
  });
});
