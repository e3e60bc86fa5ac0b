import { type UiSettingRequest, call } from '$lib/api';

const ZOOMS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];
const SAVE_AFTER_MS = 400;

/** The columns of one list, as the agent left them. */
export interface ListSettings {
  hidden: string[];
  widths: Record<string, number>;
}

export interface UiSettings {
  theme: 'system' | 'light' | 'dark' | 'contrast';
  density: 'compact' | 'comfortable';
  font: 'inter' | 'atkinson';
  /** 1 is 100 %. */
  zoom: number;
  /** Shortcuts of one letter; off for those whose assistive tools type letters. */
  singleKeys: boolean;
}

const ordinary: UiSettings = {
  theme: 'system',
  density: 'compact',
  font: 'inter',
  zoom: 1,
  singleKeys: true,
};

/** How one agent likes the window. Kept by the host with the agent, never by the page's own storage. */
export class Settings {
  #look = $state<UiSettings>({ ...ordinary });
  #lists = $state<Record<string, ListSettings>>({});
  /** What changed since the last save, by name. */
  #unsaved = new Map<string, unknown>();
  #saving: ReturnType<typeof setTimeout> | undefined;

  get all(): Readonly<UiSettings> {
    return this.#look;
  }

  /** Takes what the host kept for the agent who has just come in. What it does not know stays as it was. */
  adopt(kept: readonly UiSettingRequest[]): void {
    const lists: Record<string, ListSettings> = {};
    for (const { name, value } of kept) {
      const read = parse(value);
      if (name.startsWith('columns/')) lists[name.slice('columns/'.length)] = read as ListSettings;
      else if (name in ordinary && typeof read === typeof ordinary[name as keyof UiSettings]) {
        Object.assign(this.#look, { [name]: read });
      }
    }
    this.#lists = lists;
  }

  set(change: Partial<UiSettings>): void {
    Object.assign(this.#look, change);
    for (const [name, value] of Object.entries(change)) this.#saveSoon(name, value);
  }

  list(name: string): ListSettings | undefined {
    return this.#lists[name];
  }
  setList(name: string, list: ListSettings): void {
    this.#lists[name] = list;
    this.#saveSoon(`columns/${name}`, list);
  }

  zoomIn = (): void => this.#zoomTo(ZOOMS.find((step) => step > this.#look.zoom) ?? 2);
  zoomOut = (): void => this.#zoomTo(ZOOMS.findLast((step) => step < this.#look.zoom) ?? 0.8);
  zoomReset = (): void => this.#zoomTo(1);

  #zoomTo(zoom: number): void {
    if (zoom !== this.#look.zoom) this.set({ zoom });
  }

  /** A window that cannot keep a setting goes on with it: it is only a comfort. */
  #saveSoon(name: string, value: unknown): void {
    this.#unsaved.set(name, value);
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      for (const [unsaved, kept] of this.#unsaved) {
        call('session_settings_save', { name: unsaved, value: JSON.stringify(kept) }).catch(() => undefined);
      }
      this.#unsaved.clear();
    }, SAVE_AFTER_MS);
  }

  /** Puts the settings on the page; called in an effect. Zoom is the CSS property: the shell grants the page no window of its own. */
  apply(): void {
    const root = document.documentElement;
    root.dataset.theme = this.#look.theme;
    root.dataset.density = this.#look.density;
    root.dataset.font = this.#look.font;
    root.style.setProperty('--zoom', String(this.#look.zoom));
    document.body.style.zoom = this.#look.zoom === 1 ? '' : String(this.#look.zoom);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const settings = new Settings();
