import { expect, it } from 'vitest';
import { paiSpan } from './pai';

it('places today and the review in the time of a PAI', () => {
  const pai = { from: '2026-09-01', to: '2027-08-31', review_on: '2027-06-15' };
  expect(paiSpan(pai, '2026-11-24')).toEqual({ today: 23, review: 79 });
  expect(paiSpan(pai, '2028-01-01')?.today).toBe(100);
  expect(paiSpan({ ...pai, to: null }, '2026-11-24')).toBeUndefined();
});
