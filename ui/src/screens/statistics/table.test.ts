import { expect, it } from 'vitest';
import type { StatisticsView } from '$lib/api';
import { textOf } from '$lib/table/columns';
import { barsOf, columnsOf, monthsBefore } from './table';

const view: StatisticsView = {
  title: 'Enfants inscrits le 29/11/2026, par école et niveau',
  heads: ['École'],
  columns: ['CP', 'Total'],
  rows: [
    { labels: ['Jules-Ferry'], cells: [null, 1200], is_total: false },
    { labels: ['Total'], cells: [8, 1208], is_total: true },
  ],
  hidden: 1,
  note: '',
};

it('a hidden number is a word, on the screen and in what is copied', () => {
  const [, cp, total] = columnsOf(view);
  expect(textOf(cp!, view.rows[0]!)).toBe('masqué');
  expect(textOf(total!, view.rows[0]!)).toMatch(/^1\s200$/);
});

it('bars are the totals of the first axis, and none for what is hidden', () => {
  expect(barsOf(view)).toEqual({ axis: 'École', categories: ['Jules-Ferry'], values: [1200] });
  const three: StatisticsView = {
    ...view,
    heads: ['École', 'Âge'],
    rows: [
      { labels: ['Jules-Ferry', '3 à 5 ans'], cells: [7, 7], is_total: false },
      { labels: ['Jules-Ferry', 'Total'], cells: [null, null], is_total: true },
      { labels: ['Total', 'Total'], cells: [8, 9], is_total: true },
    ],
  };
  expect(barsOf(three).values).toEqual([null]);
});

it('months go back over the year', () => {
  expect(monthsBefore('2026-02-05', 3)).toEqual(['2026-02', '2026-01', '2025-12']);
});
