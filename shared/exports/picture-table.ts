import { formatCount, type Language } from '../i18n/format';
import { policyCells } from '../i18n/policy-text';
import type {
  Block,
  DiffPicture,
  FlowPicture,
  LinePicture,
  StackedPicture,
  TimelinePicture,
} from './report-document';

type Table = Extract<Block, { kind: 'table' }>;

/** The table that says what a picture draws: a row for each of its marks. */
export function pictureTable(
  picture: FlowPicture | TimelinePicture | LinePicture | StackedPicture | DiffPicture,
  language: Language,
): Table {
  switch (picture.kind) {
    case 'line':
      return lineTable(picture);
    case 'stacked':
      return stackedTable(picture, language);
    case 'diff':
      return diffTable(picture);
    case 'flow':
      return tableOf(picture, flowRows(picture, language));
    case 'timeline':
      return tableOf(picture, timelineRows(picture));
  }
}

function tableOf(picture: FlowPicture | TimelinePicture, rows: Table['rows']): Table {
  const [first, second, third] = picture.columns;
  return {
    kind: 'table',
    caption: picture.caption,
    columns: [
      { title: first, isNumber: false },
      { title: second, isNumber: false },
      { title: third, isNumber: picture.kind === 'flow' },
    ],
    rows,
  };
}

function stackedTable(
  { caption, rowHeader, parts, rows, isTurned = false }: StackedPicture,
  language: Language,
): Table {
  const heads = isTurned ? rows : parts;
  const count = (value: number | undefined): string => formatCount(value ?? 0, language);
  return {
    kind: 'table',
    caption,
    columns: [
      { title: rowHeader, isNumber: false },
      ...heads.map(({ label }) => ({ title: label, isNumber: true })),
    ],
    rows: isTurned
      ? parts.map(({ label }, part) => [label, ...rows.map(({ counts }) => count(counts[part]))])
      : rows.map(({ label, counts }) => [label, ...counts.map(count)]),
  };
}

function diffTable({ caption, columns, lines }: DiffPicture): Table {
  return {
    kind: 'table',
    caption,
    columns: columns.map((title) => ({ title, isNumber: false })),
    rows: lines.map(policyCells),
  };
}

function lineTable({ caption, columns, rows }: LinePicture): Table {
  const [day, figure, limit, state] = columns;
  return {
    kind: 'table',
    caption,
    columns: [
      { title: day, isNumber: false },
      { title: figure, isNumber: true },
      { title: limit, isNumber: true },
      { title: state, isNumber: false },
    ],
    rows,
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
