import { formatCount, type Language } from '../i18n/format';
import type { Block, FlowPicture, TimelinePicture } from './report-document';

type Table = Extract<Block, { kind: 'table' }>;

/** The table that says what a picture draws: a row for each of its marks. */
export function pictureTable(picture: FlowPicture | TimelinePicture, language: Language): Table {
  const { caption, columns } = picture;
  const [first, second, third] = columns;
  const isFlow = picture.kind === 'flow';
  return {
    kind: 'table',
    caption,
    columns: [
      { title: first, isNumber: false },
      { title: second, isNumber: false },
      { title: third, isNumber: isFlow },
    ],
    rows: isFlow ? flowRows(picture, language) : timelineRows(picture),
  };
}

function flowRows({ nodes, links }: FlowPicture, language: Language): Table['rows'] {
  const names = new Map(nodes.map(({ id, label }) => [id, label]));
  return links.map(({ from, to, count }) => [
    names.get(from) ?? from,
    names.get(to) ?? to,
    formatCount(count, language),
  ]);
}

function timelineRows({ rows, deadlines }: TimelinePicture): Table['rows'] {
  return [
    ...rows.map(({ label, start, end }) => [label, start, end]),
    ...deadlines.map(({ label, text }) => [label, text, text]),
  ];
}
