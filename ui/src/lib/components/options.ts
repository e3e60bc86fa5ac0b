import type { IconComponent } from '$lib/icons/icon';

export interface Option<T> {
  value: T;
  label: string;
  /** A quiet word beside the label. */
  detail?: string;
  icon?: IconComponent;
  disabled?: boolean;
}
