import { type Query, type RequestOf, type CommandName, type ViewOf, onChanges, query } from '$lib/api';

/**
 * A question of a file whose answer is sealed: the window keeps none of it, so nothing but a write to a file asks it again.
 * `anew` drops what was read besides.
 */
export function sealedQuery<C extends CommandName>(
  command: C,
  request: () => RequestOf<C>,
  anew?: () => void,
): Query<ViewOf<C>> {
  const asked = query(command, request);
  $effect(() =>
    onChanges((tags) => {
      if (!tags.some((tag) => tag.startsWith('family'))) return;
      anew?.();
      asked.reload();
    }),
  );
  return asked;
}
