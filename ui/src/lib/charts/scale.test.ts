import { describe, expect, it } from 'vitest';
import { band, linear, linearNice, linePath, points } from './scale';

describe('scales', () => {
  it('turns values into pixels, upside down too', () => {
    const y = linear([60, 100], [112, 12]);
    expect(y(60)).toBe(112);
    expect(y(100)).toBe(12);
    expect(y(80)).toBe(62);
  });
  it.each<[[number, number], number[]]>([
    [
      [60, 92],
      [60, 70, 80, 90, 100],
    ],
    [
      [0, 1],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [
      [0, 0.4],
      [0, 0.1, 0.2, 0.3, 0.4],
    ],
    [
      [0, 48317],
      [0, 10000, 20000, 30000, 40000, 50000],
    ],
    [
      [-18, 35],
      [-20, 0, 20, 40],
    ],
  ])('marks %o roundly', (range, ticks) => expect(linearNice(range, [0, 1]).ticks).toEqual(ticks));
  it('does not divide by nothing', () => expect(linear([5, 5], [0, 10])(5)).toBe(0));
  it('keeps bars inside their room', () => {
    const bars = band(4, [0, 380]);
    expect(bars.at(0)).toBeGreaterThan(0);
    expect(bars.at(3) + bars.width).toBeLessThan(380);
    expect(bars.at(1) - bars.at(0)).toBeGreaterThan(bars.width);
  });
  it('puts a lone point in the middle', () => expect(points(1, [0, 100])(0)).toBe(50));
  it('leaves a gap where nothing was measured', () =>
    expect(
      linePath(
        [1, null, 3, 4],
        (at) => at,
        (value) => value,
      ),
    ).toBe('M0.0 1.0M2.0 3.0L3.0 4.0'));
});
