import type { LucideProps } from '@lucide/svelte';
import type { Component } from 'svelte';

/** Lucide's icons, and ours that take the same properties. */
export type IconComponent = Component<LucideProps>;
