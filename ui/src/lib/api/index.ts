export { announceChanges, call, connect, offers, onChanges, onLocked } from './client';
export type { CommandName, RequestOf, ViewOf } from './client';
export { CallError } from './reply';
export type { Failure, Reply, WindowCode } from './reply';
export { cache, known, query } from './query.svelte';
export type { Query } from './query.svelte';
export type * from './generated/types';
