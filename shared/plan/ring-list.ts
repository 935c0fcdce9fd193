import { failure, type Failure } from '../diagnostic';
import { err, ok, type Result } from '../result';
import type { RingChoice, RingRule } from '../tenant/ring-choice';

const mostRings = 20;
const mostRows = 200_000;

/**
 * Ring rules from a list of people: one line each, user principal name and ring name, separated by
 * comma, semicolon or tab, quoted where needed; a first line of titles is skipped. Rings come in
 * the order they first appear; whoever stands twice goes with the first line. Failures: `file/invalid`
 * with the line and what was expected there.
 */
export function parseRingList(text: string): Result<readonly RingRule[], Failure> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const separator = [';', '\t'].find((one) => lines[0]?.includes(one) === true) ?? ',';
  const rings = new Map<string, { upn: string }[]>();
  const seen = new Set<string>();
  for (const [place, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = cellsOf(line, separator);
    const [upn, ring] = [cells?.[0]?.trim() ?? '', cells?.[1]?.trim() ?? ''];
    if (place === 0 && !line.includes('@')) continue;
    if (!/^[^\s@]+@[^\s@]+$/.test(upn)) return err(invalid(place, 'user_and_ring'));
    if (ring === '' || ring.length > 60) return err(invalid(place, 'user_and_ring'));
    if (seen.has(upn.toLowerCase())) continue;
    seen.add(upn.toLowerCase());
    if (seen.size > mostRows) return err(invalid(place, `<=${String(mostRows)}`));
    const members = rings.get(ring);
    if (members === undefined) rings.set(ring, [{ upn }]);
    else members.push({ upn });
    if (rings.size > mostRings) return err(invalid(place, `<=${String(mostRings)}`));
  }
  return ok([...rings].map(([name, accounts]) => ({ name, accounts })));
}

/** The choice that a list makes: what else parted people goes, a size that was chosen stays. */
export function listedRings(
  rules: readonly RingRule[],
  before: RingChoice | undefined,
  signature: Pick<RingChoice, 'reason' | 'by' | 'at'>,
): RingChoice {
  return {
    value: 'rules',
    rules: [...rules],
    ...(before?.maxSize === undefined ? {} : { maxSize: before.maxSize }),
    ...signature,
  };
}

function invalid(place: number, expected: string): Failure {
  return failure('file/invalid', { place: String(place + 1), expected });
}

/** Cells of one line, quotes doubled inside quotes; null: a quote is left open. */
function cellsOf(line: string, separator: string): readonly string[] | null {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (character === separator) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return isQuoted ? null : [...cells, cell];
}
