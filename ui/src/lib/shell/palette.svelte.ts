import { folded, foldedWithPlaces } from '$lib/text/format';
import { type Action, actions } from './commands.svelte';
import type { IconComponent } from '$lib/icons/icon';

export interface PaletteItem {
  id: string;
  group: string;
  icon?: IconComponent;
  title: string;
  /** Parts of the title that matched: [start, length]. */
  marks: [number, number][];
  detail?: string;
  /** « trouvé par nom d’usage » */
  why?: string;
  keys?: string;
  unavailable?: string;
  run: () => unknown;
}

/** What the core found. */
export interface Found {
  items: PaletteItem[];
  /** « 6 ms, 1 109 personnes » */
  figures: string;
}

const ACTIONS_WITHOUT_TEXT = 8;

/** One box for people, actions and places. Names are searched by the core, actions here. */
export class Palette {
  shown = $state(false);
  text = $state('');
  cursor = $state(0);
  /** Frozen when it opens: the palette itself hides the actions of the screen. */
  #offered = $state.raw<Action[]>([]);
  #hits = $state.raw<PaletteItem[]>([]);
  #figures = $state('');
  #ticket = 0;
  #recent = $state.raw<PaletteItem[]>([]);
  /** Searches people; given by the root, which knows the core's command and the screens that show what it finds. */
  source: ((text: string) => Promise<Found>) | undefined;

  show(text = ''): void {
    this.#offered = actions.all.filter(
      (action) => !action.quiet && !action.listed && action.id !== 'palette_open',
    );
    this.text = text;
    this.cursor = 0;
    this.#hits = [];
    this.#figures = '';
    this.shown = true;
    if (text) void this.search();
  }
  hide(): void {
    this.shown = false;
  }

  get figures(): string {
    return this.#figures;
  }

  get items(): PaletteItem[] {
    const words = folded(this.text).split(' ').filter(Boolean);
    const found = words.length === 0 ? this.#recent : this.#hits;
    const matching = this.#offered
      .map((action) => ({ action, marks: matchWords(action, words) }))
      .filter((one): one is { action: Action; marks: [number, number][] } => one.marks !== undefined)
      .slice(0, words.length === 0 ? ACTIONS_WITHOUT_TEXT : 12)
      .map(({ action, marks }): PaletteItem => {
        const place = action.section === 'Aller à';
        return {
          id: `action ${action.id}`,
          group: place ? 'Aller à' : 'Faire',
          icon: action.icon,
          title: action.title,
          marks,
          detail: place ? undefined : action.section,
          keys: action.keys,
          unavailable: action.unavailable?.(),
          run: action.run,
        };
      });
    const rank = (item: PaletteItem) => (item.group === 'Aller à' ? 1 : 0);
    return [...found, ...matching.sort((a, b) => rank(a) - rank(b))];
  }

  /** Asks the core; only the last question counts. */
  search = async (): Promise<void> => {
    const text = this.text.trim();
    const ticket = ++this.#ticket;
    this.cursor = 0;
    if (text.length < 2 || !this.source) {
      this.#hits = [];
      this.#figures = '';
      return;
    }
    try {
      const found = await this.source(text);
      if (ticket !== this.#ticket) return;
      this.#hits = found.items.map((item) => this.#remembering(item));
      this.#figures = found.figures;
    } catch {
      if (ticket === this.#ticket) this.#hits = []; // a role without people to search still has its actions
    }
  };

  move(by: number): void {
    const length = this.items.length;
    if (length > 0) this.cursor = (this.cursor + by + length) % length;
  }

  async choose(at = this.cursor): Promise<void> {
    const item = this.items[at];
    if (!item || item.unavailable) return;
    this.hide();
    await item.run();
  }

  forget(): void {
    this.#recent = [];
    this.#hits = [];
    this.hide();
  }

  #remembering(item: PaletteItem): PaletteItem {
    const run = (): unknown => {
      const recent = { ...item, run, group: 'Vus récemment', why: undefined, marks: [] };
      this.#recent = [recent, ...this.#recent.filter((other) => other.id !== item.id)].slice(0, 5);
      return item.run();
    };
    return { ...item, run };
  }
}

/** Where the words of the search stand in the title; `undefined` when one of them is nowhere. */
export function matchWords(
  action: Pick<Action, 'title' | 'section' | 'words'>,
  words: string[],
): [number, number][] | undefined {
  const title = foldedWithPlaces(action.title);
  const elsewhere = folded(`${action.section} ${action.words ?? ''}`);
  const marks: [number, number][] = [];
  for (const word of words) {
    const at = startOfWord(title.text, word);
    if (at >= 0) marks.push(asWritten(title.places, at, word.length));
    else if (startOfWord(elsewhere, word) < 0) return undefined;
  }
  return marks.sort((a, b) => a[0] - b[0]);
}

/** The same letters in the text as written; half of an « œ » is the whole of it. */
function asWritten(places: readonly number[], at: number, length: number): [number, number] {
  const start = places[at]!;
  const last = places[at + length - 1]!;
  return [start, places.find((place) => place > last)! - start];
}

function startOfWord(text: string, word: string): number {
  if (text.startsWith(word)) return 0;
  const at = text.indexOf(` ${word}`);
  return at < 0 ? -1 : at + 1;
}

export const palette = new Palette();
