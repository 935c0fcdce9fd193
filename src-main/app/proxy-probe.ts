import { net, type Session } from 'electron';
import type { Challenge, Probe, ProxyCredentials } from './proxy-sign-in';

/** A proxy that never takes what it is given is not asked for ever. */
const mostTries = 5;

/** Electron's request over `session`: the only one that tells of a proxy that asks (`login`). */
export function probeOver(session: Session): Probe {
  return (url, challenged) =>
    new Promise((resolve) => {
      const request = net.request({
        ...{ method: 'HEAD', url, session, credentials: 'omit', redirect: 'manual' },
        useSessionCookies: false,
      });
      const end = (isThrough: boolean): void => {
        resolve(isThrough);
        request.abort();
      };
      let tries = 0;
      request.on('login', ({ isProxy, host, port, realm }, answer) => {
        tries += 1;
        const give = (given: ProxyCredentials | null): void =>
          given === null ? answer() : answer(given.name, given.password);
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
