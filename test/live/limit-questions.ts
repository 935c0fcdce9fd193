import { isJsonObject } from '../../shared/json';
import { differs, notAsked, sawThat, type Question } from './question';
import { betaPolicy, bodyOf } from './read-questions';
import { isTaken, isThere, putBack, refusal, sent } from './tried-write';

const most = 60;

export const limitQuestions: readonly Question[] = [
  {
    id: 'methods-policy-write-limit',
    about:
      'Domain 9.8: how many writes of the methods policy in a row before 429, and its Retry-After.',
    requests: [`PATCH ${betaPolicy}, up to ${most} times`],
    needs: ['limits', 'write'],
    ask: async (live) => {
      const { body } = await bodyOf(live, betaPolicy);
      const preferences = body?.['systemCredentialPreferences'] ?? null;
      if (!isJsonObject(preferences)) return notAsked('beta does not tell what could be written');
      const same = { systemCredentialPreferences: preferences };
      for (let turn = 1; turn <= most; turn += 1) {
        const answer = await sent(live, betaPolicy, same);
        if (answer.status === 429) {
          return sawThat(`429 at write ${turn}, Retry-After ${answer.retryAfter ?? 'missing'}`);
        }
        if (!isTaken(answer.status)) return notAsked(`write ${turn}: ${refusal(answer)}`);
      }
      if (!(await isThere(live, betaPolicy, same))) {
        await putBack(live, betaPolicy, same);
        return differs('taken, and changed; put back');
      }
      return sawThat(`no 429 in ${most} writes`);
    },
  },
];
