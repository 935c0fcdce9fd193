/** Pause and emergency stop: how fast, and that they only loosen (execution.md 3.7, promise P18). */

const pressed = { project: 'contract', test: 'crash/cancel-apply.test.ts' };
const cut = { project: 'unit', test: 'unit/src-main/graph/cut-by.test.ts' };

const leave = { project: 'contract', test: 'crash/stop-leave.test.ts' };

const mutant = (id, rule, file, from, to, shown, name) => ({
  ...{ id, rule, file: `src-main/${file}`, from, to },
  ...shown,
  name,
});

export const stopMutants = [
  mutant(
    'CUT-read',
    'a read of a run that was ended ends at once',
    'graph/cut-by.ts',
    'get: (url, options = {}) => graph.get(url, { ...options, signal: options.signal ?? signal() }),',
    'get: (url, options = {}) => graph.get(url, options),',
    pressed,
    'within two seconds',
  ),
  mutant(
    'CUT-leave',
    'a write does not leave after that',
    'graph/middleware/terminal.ts',
    "const isCut = call.lane === 'write' && call.signal?.aborted === true;",
    'const isCut = false;',
    cut,
    'has not left',
  ),
  mutant(
    'CUT-unknown',
    'one on its way is unknown, not "not sent"',
    'graph/https-transport.ts',
    "if (request.signal?.aborted) return err(failure('step/cancelled', {}));",
    "if (request.signal?.aborted) return err(failure('step/cancelled', { why: 'late' }));",
    cut,
    'nobody answers',
  ),
  mutant(
    'CUT-grace',
    'and its answer counts for a second',
    'graph/https-transport.ts',
    'else grace = setTimeout(forward, writeGraceMs);',
    'else forward();',
    cut,
    'given a second',
  ),
  mutant(
    'STOP-switch',
    'a stop does not wait for the switch',
    'rollout/one-run.ts',
    'this.#urgent.abort();\n',
    '\n',
    pressed,
    'wait for the switch',
  ),
  mutant(
    'STOP-fresh',
    'a policy turned on a moment ago is loosened, whatever a list shows',
    'rollout/emergency-stop.ts',
    ' && !fresh.has(target.id.toLowerCase());',
    ';',
    pressed,
    'sends what loosens',
  ),
  mutant(
    'STOP-late',
    'one whose turning on arrives late is loosened again',
    'rollout/emergency-stop.ts',
    'const again = unsure.has(id) ? await applyStopStep(engine, run, step) : ok(undefined);',
    'const again = ok(undefined);',
    pressed,
    'sends what loosens',
  ),
  mutant(
    'STOP-leave',
    'one page at most asks for all that a stop writes',
    'rollout/leave-to-stop.ts',
    'return token.ok ? null : token.failure;',
    'return null;',
    leave,
    'one page for all its policies',
  ),
  mutant(
    'STOP-restore-leave',
    'what gives per-user MFA back is asked for with it',
    'rollout/leave-to-stop.ts',
    "...(about.restores ? scopesOfKind['perUserMfa.set'] : []),",
    '',
    leave,
    'gives per-user MFA back',
  ),
  mutant(
    'STOP-ahead',
    'whoever goes on while a policy is on is asked for what stops it',
    'rollout/guards.ts',
    'const also = isStop || own.length === 0 ? [] : scopesToStop(engine);',
    'const also: typeof own = [];',
    leave,
    'whoever goes on is asked',
  ),
];
