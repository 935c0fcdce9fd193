import type { SankeyView } from '../../ipc/common-views';
import { snakeCase } from '../../i18n/terms';
import { m } from '../../paraglide/messages.js';
import {
  askerToMethod,
  countedPeople,
  hasSecurityDefaults,
  stateToRing,
} from '../../people/asker-flow';
import type { Plan } from '../../plan/plan';
import type { FlowPicture } from '../report-document';
import type { ReportWords } from '../report-words';

/** Today's Sankey: from what asks for MFA to the strongest method people have. */
export function todayFlow(plan: Plan, words: ReportWords): readonly FlowPicture[] {
  const { options } = words;
  const view = askerToMethod(countedPeople(plan.people), hasSecurityDefaults(plan));
  const total = view.links.reduce((sum, { count }) => sum + count, 0);
  const nothing = view.links
    .filter(({ from }) => from === 'asker-nothing')
    .reduce((sum, { count }) => sum + count, 0);
  return flowBetween(view, words, {
    caption: m.today_flow_title({}, options),
    sentence: m.today_flow_sentence(
      { total: words.count(total), nothing: words.people(nothing) },
      options,
    ),
    right: m.today_flow_right({}, options),
  });
}

/** The Sankey of Rings: from what asks for MFA today to the ring somebody moves with. */
export function ringFlow(plan: Plan, words: ReportWords): readonly FlowPicture[] {
  const { options } = words;
  const total = plan.rings.reduce((sum, { members }) => sum + members.length, 0);
  return flowBetween(stateToRing(plan), words, {
    caption: m.rings_flow_title({}, options),
    sentence: m.rings_flow_sentence({ count: words.count(total) }, options),
    right: m.rollout_ring({}, options),
  });
}

/** A Sankey of people, from what asks them for MFA; nobody in it: none. */
export function flowBetween(
  { nodes, links }: SankeyView,
  words: ReportWords,
  texts: { readonly caption: string; readonly sentence: string; readonly right: string },
): readonly FlowPicture[] {
  if (links.length === 0) return [];
  const { options } = words;
  const { caption, sentence, right } = texts;
  return [
    {
      ...{ kind: 'flow', caption, sentence, links },
      columns: [m.today_flow_left({}, options), right, m.shell_people({}, options)],
      nodes: nodes.map(({ id, label, side }) => ({
        ...{ id, side },
        label: words.text(snakeCase(label.key), label.values),
      })),
    },
  ];
}
