import { failure, type Failure } from '../../shared/diagnostic';

/** What was thrown, as a failure. Only where it happened: messages of libraries may hold names. */
export function bugOf(error: unknown, ref: string): Failure {
  const place = error instanceof Error ? firstFrame(error) : typeof error;
  return failure('internal/bug', { ref, place });
}

function firstFrame(error: Error): string {
  const frame = /\n\s+at ([^\n]+)/.exec(error.stack ?? '')?.[1] ?? '–';
  return `${error.name} ${frame.replaceAll(/\(?(?:file:\/\/)?[^\s(]*[/\\]([^/\\)]+)\)?/g, '$1')}`;
}
