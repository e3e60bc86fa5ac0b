import { expect, it } from 'vitest';
import { type ListedAnomaly, nextFault } from './anomalies';

const one = (key: string, group: ListedAnomaly['group']): ListedAnomaly => ({ key, group }) as ListedAnomaly;
const rows = [one('a', 'blocking'), one('b', 'to_check'), one('c', 'blocking'), one('d', 'settled')];

it('walks what blocks first, round and round', () => {
  expect(nextFault(rows, undefined, 1)?.key).toBe('a');
  expect(nextFault(rows, rows[0], 1)?.key).toBe('c');
  expect(nextFault(rows, rows[2], 1)?.key).toBe('a');
  expect(nextFault(rows, rows[0], -1)?.key).toBe('c');
  expect(nextFault(rows, rows[1], 1)?.key).toBe('c');
});
it('walks what is to check when nothing blocks, and never what is settled', () => {
  expect(nextFault(rows.slice(1, 2).concat(rows[3]!), undefined, 1)?.key).toBe('b');
  expect(nextFault([rows[3]!], undefined, 1)).toBeUndefined();
});
