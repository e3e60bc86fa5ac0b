export interface Series {
  id: string;
  label: string;
  /** One value per category, in the order of the categories; `null` where nothing was measured. */
  values: readonly (number | null)[];
}

/** How a value is written on the chart and in its table: « 37,8 k€ », « 88 % ». */
export type Format = (value: number) => string;

/** Sum of a category across the series. */
export function totalOf(series: readonly Series[], category: number): number {
  return series.reduce((sum, one) => sum + (one.values[category] ?? 0), 0);
}

export function largest(series: readonly Series[]): number {
  return Math.max(0, ...series.flatMap((one) => one.values.map((value) => value ?? 0)));
}
