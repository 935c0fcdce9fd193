/** What screen readers hear: one polite and one assertive region for the whole window. */
export class Announcer {
  polite = $state('');
  assertive = $state('');

  say(text: string): void {
    this.polite = text;
  }

  /** For what cannot wait: an error, a refusal. */
  warn(text: string): void {
    this.assertive = text;
  }
}
