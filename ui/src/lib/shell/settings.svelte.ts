import { type ListSettings, type UiSettings, call } from '$lib/api';

/** Percent, as the core keeps it. */
const ZOOMS = [80, 90, 100, 110, 125, 150, 175, 200];
const SAVE_AFTER_MS = 400;

const ordinary: UiSettings = {
  theme: 'system',
  density: 'compact',
  font: 'inter',
  zoom: 100,
  single_keys: true,
  lists: {},
};

/** How one agent likes the window. Kept by the host with the agent, never by the page's own storage. */
export class Settings {
  #kept = $state<UiSettings>(structuredClone(ordinary));
  #saving: ReturnType<typeof setTimeout> | undefined;

  get all(): Readonly<UiSettings> {
    return this.#kept;
  }

  /** Asks for those of the agent who has just come in. A window that cannot read them goes on with the ordinary ones. */
  async load(): Promise<void> {
    try {
      Object.assign(this.#kept, await call('settings_ui_get', {}));
    } catch {
      // Only a comfort: never in the way of working.
    }
  }

  set(change: Partial<UiSettings>): void {
    Object.assign(this.#kept, change);
    this.#saveSoon();
  }

  list(name: string): ListSettings | undefined {
    return this.#kept.lists[name];
  }
  setList(name: string, list: ListSettings): void {
    this.#kept.lists[name] = list;
    this.#saveSoon();
  }

  zoomIn = (): void => this.#zoomTo(ZOOMS.find((step) => step > this.#kept.zoom) ?? 200);
  zoomOut = (): void => this.#zoomTo(ZOOMS.findLast((step) => step < this.#kept.zoom) ?? 80);
  zoomReset = (): void => this.#zoomTo(100);

  #zoomTo(zoom: number): void {
    if (zoom !== this.#kept.zoom) this.set({ zoom });
  }

  #saveSoon(): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      call('settings_ui_save', $state.snapshot(this.#kept)).catch(() => undefined);
    }, SAVE_AFTER_MS);
  }

  /** A save that waits belongs to the agent who leaves: it must not be written for the next one. */
  forget(): void {
    clearTimeout(this.#saving);
  }

  /** How many times its usual size everything is. */
  get scale(): number {
    return this.#kept.zoom / 100;
  }

  /** Puts the settings on the page; called in an effect. Zoom is the CSS property: the shell grants the page no window of its own. */
  apply(): void {
    const root = document.documentElement;
    root.dataset.theme = this.#kept.theme;
    root.dataset.density = this.#kept.density;
    root.dataset.font = this.#kept.font;
    root.style.setProperty('--zoom', String(this.scale));
    document.body.style.zoom = this.scale === 1 ? '' : String(this.scale);
  }
}

export const settings = new Settings();
