export interface Tab<T extends string> {
  id: T;
  label: string;
  count?: number;
  /** The number asks for something. */
  warn?: boolean;
}
