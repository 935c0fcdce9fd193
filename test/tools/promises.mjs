/**
 * The promises of the product with their figures (execution.md 8), and the tests that show each.
 * `figure` is what is promised, `needs` its numbers; tests say what they reached with
 * `reached(id, …)` and count it under the same names. What is promised without a number (nothing
 * found, byte for byte) is held by the tests alone.
 */

/**
 * @typedef {object} Promise
 * @property {string} id
 * @property {string} promise
 * @property {string} figure
 * @property {string[]} files below `test/`
 * @property {Readonly<Record<string, number | 'every'>>} needs at least so many in all; every one there is
 */

/** @type {Promise[]} */
export const promises = [
  row(
    'P1',
    'no tenant’s token used on another',
    '0 in 5,000 sessions × 20 tenants',
    ['security/wrong-tenant.test.ts'],
    { sessions: 5_000, tenants: 20 },
  ),
  row(
    'P2',
    'killed at any instant: nothing lost or doubled',
    '≥ 1,000 SIGKILLs, both drivers',
    ['crash/kill.test.ts', 'crash/by-hand-kill.test.ts'],
    { kills: 1_000, drivers: 2 },
  ),
  row('P3', 'power cut', '10,000 disk images, 0 broken invariants', ['crash/power.test.ts'], {
    images: 10_000,
  }),
  row(
    'P4',
    'any answer to any write',
    '≥ 1,000 faults; 0 lost, 0 doubled',
    ['crash/faults.test.ts', 'crash/every-fault.test.ts'],
    { faults: 1_000 },
  ),
  row(
    'P5',
    'one call, one arrival',
    'POST, PATCH, DELETE; 4 broken connections; h1, h2',
    ['security/write-lane.test.ts', 'security/write-lane.spec.ts'],
    { breaks: 8 },
  ),
  row(
    'P6',
    'no write without durable intent',
    'every k-th fsync failing, every disk size',
    ['crash/disk.test.ts'],
    { flushes: 'every', sizes: 'every' },
  ),
  row(
    'P7',
    'no write on a changed tenant',
    '5,000 random edits; read ≤ 2 s before',
    ['crash/tenant-drift.test.ts', 'crash/drift.test.ts', 'crash/drift-people.test.ts'],
    { edits: 5_000, targets: 540 },
  ),
  row(
    'P8',
    'no step locks out emergency access or operator',
    '0 missed in 300 labelled + 10,000 random policy sets; false alarms ≤ 5 %',
    ['unit/shared/lockout/evaluators.test.ts', 'unit/shared/lockout/labelled-sets.test.ts'],
    { labelled: 300, random: 10_000 },
  ),
  row(
    'P9',
    'nobody cleared without cover',
    '0 in 10,000 random tenants',
    ['unit/src-main/rollout/per-user-mfa.test.ts'],
    { tenants: 10_000 },
  ),
  row(
    'P10',
    'nobody gets another’s state',
    '0 in 5,000 shuffled, lost, doubled, throttled batches',
    ['contract/batch.contract.ts'],
    { batches: 5_000 },
  ),
  row(
    'P11',
    'roll back restores',
    '100 % of steps, owned fields exact',
    ['crash/roll-back.test.ts', 'crash/roll-back-all.test.ts', 'crash/way-back.test.ts'],
    { kinds: 'every' },
  ),
  row(
    'P12',
    'roll back without app or keyring',
    'kit and record readable for 100 % of damaged stores',
    ['contract/journal-record.contract.ts'],
    { stores: 2_000 },
  ),
  row('P13', 'tampering is seen', 'every byte, every row, -wal removed', ['crash/tamper.test.ts'], {
    bytes: 'every',
    rows: 'every',
  }),
  row('P14', 'one writer', 'two processes, killed holder; free ≤ 1 s', ['crash/lock.test.ts'], {
    holders: 100,
  }),
  row(
    'P15',
    'Retry-After obeyed',
    'never early in 500; ≤ 1 CA request/s',
    ['unit/src-main/graph/pacing.test.ts', 'unit/src-main/graph/token-bucket.test.ts'],
    { refusals: 500, paced: 100 },
  ),
  row('P16', 'tokens stay home', '0 off-origin in 5,000 URLs', ['security/origin.test.ts'], {
    urls: 5_000,
  }),
  row(
    'P17',
    'nothing on disk by default',
    '0 token bytes; opt-in: 0 without a real keyring (9 situations), never an access token',
    [
      'security/token-rest.test.ts',
      'security/token-rest.spec.ts',
      'security/token-rest-keyring.spec.ts',
    ],
    { situations: 9, keyless: 9 },
  ),
  row(
    'P18',
    'cancel',
    'sign-in ≤ 1 s, 0 open ports, 100 of 100; apply ≤ 2 s',
    ['security/cancel.test.ts', 'crash/cancel-apply.test.ts'],
    { cancels: 100 },
  ),
  row('P19', 'sign-out leaves nothing', '0 planted secrets on disk and heap', [
    'security/sign-out.test.ts',
  ]),
  row(
    'P20',
    'every IPC message checked',
    'channels × 12 senders; 2,000 fuzzed each (long 50,000)',
    ['security/ipc.test.ts'],
    { senders: 12, fuzzed: 2_000 },
  ),
  row(
    'P21',
    'CSP',
    '0 violations on all screens; 8 of 8 probes blocked',
    ['security/csp.spec.ts'],
    { probes: 8 },
  ),
  row(
    'P22',
    'window closed to the world',
    'options equal; 40 of 40 URLs stopped; 0 permissions; Seccomp 2',
    ['security/window.spec.ts'],
    { addresses: 40 },
  ),
  row('P23', 'only the manifest is served', '20,000 URLs', ['security/protocol.test.ts'], {
    urls: 20_000,
  }),
  row(
    'P24',
    'fuses',
    '9 of 9 read back',
    ['security/fuses.test.ts', 'security/fuses.spec.ts'],
    // On a made wire, and in an app packed with the runtime at hand.
    { wire: 9, fuses: 9 },
  ),
  row(
    'P25',
    'hostile files',
    '20,000 mutants (long 1,000,000): 0 crashes, no hang > 1 s, < 256 MB up to 5 MB',
    ['fuzz/import.test.ts', 'security/files.spec.ts'],
    { mutants: 20_000 },
  ),
  row(
    'P26',
    'inert exports',
    '0 formulas of 200, 0 scripts of 60 × pages',
    ['security/exports.test.ts'],
    { formulas: 200, scripts: 60 },
  ),
  row(
    'P27',
    'nothing secret in logs, errors, dumps',
    '0 planted in 100 debug runs',
    ['security/planted.test.ts'],
    { runs: 100 },
  ),
  row(
    'P28',
    'time to safe state',
    '20 policies ≤ 60 s at 1/s, also on drift',
    ['crash/stop.test.ts', 'crash/stop-time.test.ts'],
    { stops: 2 },
  ),
  row('P29', 'small tree', '≤ 16 direct runtime packages, 0 scripts run, 0 unknown licences', [
    'unit/supply-chain.test.ts',
  ]),
  row('P30', 'builds repeat', 'bundles byte-equal', ['security/repeat-build.test.ts']),
  row(
    'P31',
    'every guard is tested',
    'each mutation turns ≥ 1 test red',
    ['crash/mutations.test.ts'],
    { mutants: 'every' },
  ),
];

/** Campaigns that belong to no single promise: invariants over everything at once. */
export const alsoRun = [
  'crash/three-steps.test.ts',
  'crash/network-gone.test.ts',
  'crash/model.test.ts',
  'crash/journeys.test.ts',
  'crash/window-model.test.ts',
  'crash/switch.test.ts',
  'crash/switch-kill.test.ts',
  'crash/switch-back-kill.test.ts',
];

function row(id, promise, figure, files, needs = {}) {
  return { id, promise, figure, files, needs };
}
