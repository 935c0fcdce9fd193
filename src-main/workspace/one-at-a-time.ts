/** The same act, each call after the one before it has ended, however that went. */
export function oneAtATime<A, T>(act: (given: A) => Promise<T>): (given: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (given) => {
    const done = last.then(() => act(given));
    last = done.catch(() => undefined);
    return done;
  };
}
