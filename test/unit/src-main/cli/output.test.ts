import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { Output, visible } from '../../../../src-main/cli/output';
import { columns, displayWidth } from '../../../../src-main/cli/views/lines';

function recorder(options: { isJson?: boolean; isTTY?: boolean } = {}) {
  const written = { out: '', err: '' };
  let now = 10_000;
  const output = new Output(
    {
      out: { write: (text: string) => (written.out += text) },
      err: { write: (text: string) => (written.err += text), isTTY: options.isTTY === true },
    },
    'en',
    'UTC',
    options.isJson === true,
    () => now,
  );
  return { written, output, wait: (ms: number) => (now += ms) };
}

describe('output of a command', () => {
  it('puts JSON alone on standard output', () => {
    const { written, output } = recorder({ isJson: true });
    output.progress('reading');
    output.note('a note');
    output.result({ a: 1 }, () => ['not shown']);
    expect(JSON.parse(written.out)).toEqual({ a: 1 });
    expect(written.err).toBe('reading\na note\n');
  });

  it('takes ready text as the document, byte for byte', () => {
    const { written, output } = recorder({ isJson: true });
    output.result('{ "a":1 }\n', () => []);
    expect(written.out).toBe('{ "a":1 }\n');
  });

  it('says what, why, what to do and the code', () => {
    const { written, output } = recorder();
    output.failure(failure('file/not-found', { file: 'a.json' }));
    expect(written.out).toBe('');
    expect(written.err).toBe(
      'File not found: a.json.\nNothing exists under this name.\nCheck the path.\n(file/not-found)\n',
    );
  });

  it('rewrites one line on a terminal, and elsewhere says no more than a line in two seconds', () => {
    const terminal = recorder({ isTTY: true });
    terminal.output.progress('one');
    terminal.output.progress('two');
    expect(terminal.written.err).toBe('\r\u001b[Kone\r\u001b[Ktwo');
    const pipe = recorder();
    pipe.output.progress('one');
    pipe.output.progress('two');
    pipe.output.progress('step done', 'milestone');
    pipe.wait(2_001);
    pipe.output.progress('three');
    expect(pipe.written.err).toBe('one\nstep done\nthree\n');
  });

  it('lets no terminal escape through from names', () => {
    expect(visible('a\u001b[31mb\u0007\u009b')).toBe('a\uFFFD[31mb\uFFFD\uFFFD');
    const { written, output } = recorder();
    output.result({}, () => ['name\u001b]0;title\u0007']);
    expect(written.out).not.toContain('\u001b');
  });
});

describe('columns', () => {
  it('lines up Japanese and Latin text and leaves no trailing spaces', () => {
    expect(displayWidth('管理者 A')).toBe(8);
    expect(
      columns([
        ['管理者', '1', ''],
        ['a', '22', 'x'],
      ]),
    ).toEqual(['  管理者  1', '  a       22  x']);
  });
});
