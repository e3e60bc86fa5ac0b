import { query } from '$lib/api';
import type { Option } from '$lib/components/options';

/** Children found by the core while a name is typed, to feed a box of choice. Called as a component starts. */
export function childFinder(): {
  readonly options: Option<string>[];
  find: (text: string) => void;
  labelOf: (child: string | null) => string | undefined;
} {
  let text = $state('');
  const asked = query('search', () => (text.trim().length > 1 ? { text, limit: 12 } : null), { keep: true });
  /** Words of those seen so far: the one chosen may no longer be among the answers. */
  const seen = new Map<string, string>();
  const options = $derived(
    (asked.value?.hits ?? [])
      .filter((hit) => hit.kind === 'child')
      .map((hit) => {
        seen.set(hit.id, hit.label);
        return { value: hit.id, label: hit.label, detail: hit.detail };
      }),
  );
  return {
    get options() {
      return options;
    },
    find: (typed) => (text = typed),
    labelOf: (child) => (child === null ? undefined : seen.get(child)),
  };
}
