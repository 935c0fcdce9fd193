import type { Failure } from '../../shared/diagnostic';
import type { SignedIn } from '../auth/token-broker';
import type { LogEvent } from './log-events';

/** A refusal by its codes: ours, Entra's, and the trace that Microsoft finds it by (T8). */
export function noteRefusal(log: LogEvent, { code, values }: Failure): void {
  const told = (name: string): string | undefined => {
    const value = values[name];
    return value === undefined || value === '' || value === '–' ? undefined : value;
  };
  log('auth.refused', { code, answer: told('code'), trace: told('trace') });
}

/** The same sign-in, which says when a token was refused and when it ended. */
export function noteSignIn(signedIn: SignedIn, log: LogEvent): SignedIn {
  return {
    ...signedIn,
    getToken: async (purpose, options) => {
      const token = await signedIn.getToken(purpose, options);
      if (!token.ok) noteRefusal(log, token.failure);
      return token;
    },
    signOut: async () => {
      try {
        await signedIn.signOut();
      } finally {
        log('auth.signed-out', {});
      }
    },
  };
}
