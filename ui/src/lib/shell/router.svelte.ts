import { untrack } from 'svelte';
import { type RouteName, type RouteParams, type SectionId, routes } from './routes';

export interface Location {
  name: RouteName;
  params: Record<string, string>;
  search: Record<string, string>;
}

type Args<N extends RouteName> = keyof RouteParams<N> extends never
  ? [params?: Record<string, never>, search?: Record<string, string | undefined>]
  : [params: RouteParams<N>, search?: Record<string, string | undefined>];

/** Address of a place, to use as a link: `#/familles/42?onglet=factures`. */
export function hrefOf<N extends RouteName>(name: N, ...[params, search]: Args<N>): string {
  const path = routes[name].path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent((params as Record<string, string> | undefined)?.[key] ?? ''),
  );
  const kept = Object.entries(search ?? {}).filter((pair): pair is [string, string] => !!pair[1]);
  return `#${path}${kept.length ? `?${new URLSearchParams(kept)}` : ''}`;
}

export function parseHref(hash: string): Location | undefined {
  const [path = '/', searched = ''] = hash.replace(/^#/, '').split('?');
  const asked = path.split('/').filter(Boolean).map(decodeURIComponent);
  for (const name of Object.keys(routes) as RouteName[]) {
    const pattern = routes[name].path.split('/').filter(Boolean);
    if (pattern.length !== asked.length) continue;
    const params: Record<string, string> = {};
    const fits = pattern.every((part, at) => {
      if (!part.startsWith(':')) return part === asked[at];
      params[part.slice(1)] = asked[at]!;
      return true;
    });
    if (fits) return { name, params, search: Object.fromEntries(new URLSearchParams(searched)) };
  }
  return undefined;
}

export interface Crumb {
  label: string;
  href?: string;
}

/** Where the window is. The address bar does not exist on the desktop, but its history is the back and forward stack. */
export class Router {
  #location = $state.raw<Location>({ name: 'home', params: {}, search: {} });
  #index = $state(0);
  #top = $state(0);
  #crumbs = $state.raw<{ for: string; list: Crumb[] } | undefined>(undefined);
  #guards = new Set<() => Promise<boolean>>();
  /** Places that have a screen; nothing in the rail leads nowhere. Set by the root. */
  known = $state.raw<ReadonlySet<string>>(new Set());
  /** Raised by each move: the frame gives the focus to the sheet then. */
  moves = $state(0);

  start(): () => void {
    this.#read();
    history.replaceState({ index: 0 }, '');
    const moved = (event: PopStateEvent): void => {
      this.#index = (event.state as { index?: number } | null)?.index ?? this.#index;
      if (this.#index > this.#top) this.#top = this.#index;
      this.#read();
      this.moves += 1;
    };
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }

  get location(): Location {
    return this.#location;
  }
  get section(): SectionId {
    return routes[this.#location.name].section;
  }
  get canGoBack(): boolean {
    return this.#index > 0;
  }
  get canGoForward(): boolean {
    return this.#index < this.#top;
  }

  /** What the top bar says: the screen's own words, or the place's title. */
  get crumbs(): Crumb[] {
    const own = this.#crumbs;
    if (own?.for === this.#location.name) return own.list;
    return [{ label: routes[this.#location.name].title }];
  }
  setCrumbs(list: Crumb[]): void {
    this.#crumbs = { for: this.#location.name, list };
  }

  /** Asked before leaving: a form with unsaved answers may say no. */
  guard(ask: () => Promise<boolean>): () => void {
    this.#guards.add(ask);
    return () => this.#guards.delete(ask);
  }

  async #mayLeave(): Promise<boolean> {
    for (const ask of this.#guards) if (!(await ask())) return false;
    return true;
  }

  go = async <N extends RouteName>(name: N, ...args: Args<N>): Promise<void> => {
    await this.open(hrefOf(name, ...args));
  };

  open = async (href: string): Promise<void> => {
    if (href === location.hash || !(await this.#mayLeave())) return;
    this.#index += 1;
    this.#top = this.#index;
    history.pushState({ index: this.#index }, '', href);
    this.#read();
    this.moves += 1;
  };

  /** Keeps a choice of the screen in its address (a tab, a month) without a step in the history. */
  keep(search: Record<string, string | undefined>): void {
    const { name, params, search: before } = this.#location;
    const href = hrefOf(name, params as never, { ...before, ...search });
    history.replaceState({ index: this.#index }, '', href);
    this.#read();
  }

  back = async (): Promise<void> => {
    if (this.canGoBack && (await this.#mayLeave())) history.back();
  };
  forward = async (): Promise<void> => {
    if (this.canGoForward && (await this.#mayLeave())) history.forward();
  };

  #read(): void {
    this.#location = parseHref(location.hash) ?? { name: 'home', params: {}, search: {} };
  }
}

export const router = new Router();
export const { go, open } = router;

/** Says in the top bar where one is: `useCrumbs(() => [{ label: 'Familles', href }, { label: family.name }])`. */
export function useCrumbs(list: () => Crumb[]): void {
  $effect(() => {
    const crumbs = list();
    untrack(() => router.setCrumbs(crumbs));
  });
}
