export interface Tab<T extends string> {
  id: T;
  label: string;
  count?: number;
  /** Typed to look at it, and shown beside it: `I`. */
  keys?: string;
  /** The number asks for something. */
  warn?: boolean;
}
