import { expect, it } from 'vitest';
import { type SheetChild, nextWatched } from './sheet';

const child = (instruction: string, never: string[] = []): SheetChild =>
  ({ instruction, never }) as unknown as SheetChild;

it('goes from one consigne to the next, round and round', () => {
  const table = [child(''), child('', ['arachide']), child(''), child('Trousse rouge')];
  expect(nextWatched(table, 0)).toBe(1);
  expect(nextWatched(table, 1)).toBe(3);
  expect(nextWatched(table, 3)).toBe(1);
  expect(nextWatched([child('')], 0)).toBe(-1);
});
