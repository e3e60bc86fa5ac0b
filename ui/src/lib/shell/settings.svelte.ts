import { call, type ListSettings, type UiSettings } from '$lib/api';

const ZOOMS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

const defaults: UiSettings = {
  theme: 'system',
  density: 'compact',
  font: 'inter',
  zoom: 1,
  single_keys: true,
  lists: {},
};

/** How one agent likes the window. Kept by the host, never by the page's own storage. */
export class Settings {
  #kept = $state<UiSettings>(structuredClone(defaults));
  #saving: ReturnType<typeof setTimeout> | undefined;

  get all(): Readonly<UiSettings> {
    return this.#kept;
  }

  async load(): Promise<void> {
    try {
      Object.assign(this.#kept, await call('settings_ui_get', {}));
    } catch {
      // A window that cannot read its settings still opens, with the ordinary ones.
    }
  }

  set(change: Partial<UiSettings>): void {
    Object.assign(this.#kept, change);
    this.#saveSoon();
  }

  list(name: string): ListSettings {
    return this.#kept.lists[name] ?? { hidden: [], widths: {} };
  }
  setList(name: string, list: ListSettings): void {
    this.#kept.lists[name] = list;
    this.#saveSoon();
  }

  zoomIn = (): void => this.#zoomTo(ZOOMS.find((step) => step > this.#kept.zoom) ?? 2);
  zoomOut = (): void => this.#zoomTo(ZOOMS.findLast((step) => step < this.#kept.zoom) ?? 0.8);
  zoomReset = (): void => this.#zoomTo(1);

  #zoomTo(zoom: number): void {
    if (zoom !== this.#kept.zoom) this.set({ zoom });
  }

  #saveSoon(): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      void call('settings_ui_save', $state.snapshot(this.#kept)).catch(() => undefined);
    }, 400);
  }

  /** Puts the settings on the page; called in an effect. */
  apply(): void {
    const root = document.documentElement;
    root.dataset.theme = this.#kept.theme;
    root.dataset.density = this.#kept.density;
    root.dataset.font = this.#kept.font;
    void applyZoom(this.#kept.zoom);
  }
}

/** The desktop window zooms as a browser does, media queries included; a plain page uses the CSS property. */
async function applyZoom(zoom: number): Promise<void> {
  if ('__TAURI_INTERNALS__' in window) {
    const { getCurrentWebview } = await import('@tauri-apps/api/webview');
    await getCurrentWebview().setZoom(zoom);
    return;
  }
  document.documentElement.style.setProperty('--zoom', String(zoom));
  document.body.style.zoom = zoom === 1 ? '' : String(zoom);
}

export const settings = new Settings();
