import Ban from '@lucide/svelte/icons/ban';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import Info from '@lucide/svelte/icons/info';
import LockKeyhole from '@lucide/svelte/icons/lock-keyhole';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { IconComponent } from '$lib/icons/icon';

/** A state is always a glyph, a word and, third, a colour. */
export type Tone = 'neutral' | 'ok' | 'warn' | 'bad' | 'seal' | 'accent';

/** The glyph of a tone when nothing more precise is given. */
export const toneIcon: Record<Exclude<Tone, 'neutral'>, IconComponent> & { ban: IconComponent } = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: OctagonAlert,
  seal: LockKeyhole,
  accent: Info,
  ban: Ban,
};
