/** Rules around the engine: the write lane, the judge of files, the second person. */

const mutant = (id, rule, file, from, to, test, name) => ({
  ...{ id, rule, file, from, to, project: 'unit', test },
  ...(name === undefined ? {} : { name }),
});

export const shellMutants = [
  mutant(
    'write-lane-close',
    'no write goes out over a connection that was kept alive',
    'src-main/app/cloud-fetch.ts',
    'await session.closeAllConnections();',
    '',
    'unit/src-main/app/cloud-fetch.test.ts',
  ),
  mutant(
    'write-lane-turn',
    'one write at a time',
    'src-main/graph/graph-client.ts',
    "lane.then(() => run(method, url, body, 'write', write, mayLeave))",
    "run(method, url, body, 'write', write, mayLeave)",
    'unit/src-main/graph/graph-client.test.ts',
  ),
  {
    id: 'sign-out-last-text',
    rule: 'the engine’s memory of the last text it matched goes with the tokens',
    file: 'src-main/auth/token-cache.ts',
    from: "/^/.test('');",
    to: '',
    project: 'contract',
    test: 'security/sign-out.test.ts',
  },
  mutant(
    'second-person',
    'the second person is another one',
    'src-main/rollout/second-approval.ts',
    'one.account !== account',
    'true',
    'unit/src-main/rollout/second-approval.test.ts',
    'the same account',
  ),
  mutant(
    'second-hash',
    'the second approval is for exactly this plan',
    'src-main/rollout/second-approval.ts',
    'one.planHash === plan.planHash',
    'true',
    'unit/src-main/rollout/second-approval.test.ts',
    'another plan',
  ),
  mutant(
    'file-brackets',
    'brackets of a hostile file are bounded',
    'src-main/files/scan-json.ts',
    'isTooMany || ',
    '',
    'unit/src-main/files/scan-json.test.ts',
    'bounded by the size of the file',
  ),
];
