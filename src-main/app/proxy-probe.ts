import { net, type Session } from 'electron';
import type { Challenge, Probe, ProxyCredentials } from './proxy-sign-in';

/** A proxy that never takes what it is given is not asked for ever. */
const mostTries = 5;
/** A proxy that says nothing at all; while somebody is asked, it waits for them. */
const silenceMs = 30_000;

/** Electron's request over `session`: the only one that tells of a proxy that asks (`login`). */
export function probeOver(session: Session): Probe {
  return (url, challenged) =>
    new Promise((resolve) => {
      const request = net.request({
        ...{ method: 'HEAD', url, session, credentials: 'omit', redirect: 'manual' },
        useSessionCookies: false,
      });
      const end = (isThrough: boolean): void => {
        clearTimeout(silence);
        resolve(isThrough);
        request.abort();
      };
      const listen = (): NodeJS.Timeout => setTimeout(() => end(false), silenceMs);
      let silence = listen();
      let tries = 0;
      request.on('login', ({ isProxy, host, port, realm }, answer) => {
        tries += 1;
        clearTimeout(silence);
        const give = (given: ProxyCredentials | null): void => {
          silence = listen();
          if (given === null) answer();
          else answer(given.name, given.password);
        };
        const challenge: Challenge = { isProxy, host, port, realm };
        const asked = tries > mostTries ? Promise.resolve(null) : challenged(challenge);
        asked.then(give, () => give(null));
      });
      request.on('response', ({ statusCode }) => end(statusCode !== 407));
      request.on('redirect', () => end(true));
      request.on('error', () => end(false));
      request.end();
    });
}
