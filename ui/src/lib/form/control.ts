/** What a field gives to its control, so that a screen reader knows its label, its state and what is said about it. */
export interface ControlAttributes {
  id: string;
  'aria-invalid'?: 'true' | undefined;
  'aria-required'?: 'true' | undefined;
  'aria-describedby'?: string | undefined;
}
