import { cache, call, onChanges, onLocked, type SessionView } from '$lib/api';

/** How long before the lock the window warns. */
const WARNING_SECONDS = 30;

/** Who holds the window, what they may do, and the clock that closes it. */
export class Session {
  #view = $state.raw<SessionView>();
  /** Seconds before the idle lock, once the warning is shown. */
  lockIn = $state<number>();
  #lastTouch = Date.now();
  #dropped = new Set<() => void>();

  get view(): SessionView | undefined {
    return this.#view;
  }
  get phase(): SessionView['phase'] | 'starting' {
    return this.#view?.phase ?? 'starting';
  }
  get agent(): SessionView['agent'] {
    return this.#view?.agent ?? null;
  }
  get today(): string {
    return this.#view?.today ?? '';
  }

  /** What a role may not do is absent, never grey: `{#if session.can('CommitBilling')}`. */
  can(right: string): boolean {
    return this.agent?.rights.includes(right) ?? false;
  }
  canAny(rights: readonly string[]): boolean {
    return rights.length === 0 || rights.some((right) => this.can(right));
  }

  /** Run when the vault closes: whatever holds an answer outside the cache lets it go. */
  onDrop(drop: () => void): () => void {
    this.#dropped.add(drop);
    return () => this.#dropped.delete(drop);
  }

  async load(): Promise<void> {
    this.adopt(await call('session_state', {}));
  }

  /** Takes the state the core has just given (after unlocking, or creating a vault). */
  adopt(view: SessionView): void {
    this.#view = view;
    this.#lastTouch = Date.now();
    if (view.phase !== 'open') this.#drop();
  }

  lock = async (): Promise<void> => {
    this.#drop(); // the screen is emptied before the core answers
    this.adopt(await call('session_lock', {}));
  };

  #drop(): void {
    this.lockIn = undefined;
    if (this.#view && this.#view.phase === 'open')
      this.#view = { ...this.#view, phase: 'locked', agent: null };
    cache.clear();
    this.#dropped.forEach((drop) => drop());
  }

  touch = (): void => {
    this.#lastTouch = Date.now();
    this.lockIn = undefined;
  };

  /** Starts the idle clock and listens to the core. */
  start(): () => void {
    const unlock = onLocked(() => {
      if (this.phase === 'open') {
        this.#drop();
        void this.load();
      }
    });
    const unhear = onChanges((tags) => {
      if (tags.some((tag) => tag === 'session' || tag === 'backups')) void this.load();
    });
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of events) addEventListener(name, this.touch, { passive: true, capture: true });
    const clock = setInterval(() => this.#tick(), 1000);
    return () => {
      unlock();
      unhear();
      clearInterval(clock);
      for (const name of events) removeEventListener(name, this.touch, { capture: true });
    };
  }

  #tick(): void {
    const minutes = this.#view?.idle_minutes ?? 0;
    if (this.phase !== 'open' || minutes <= 0) return;
    const left = minutes * 60 - Math.floor((Date.now() - this.#lastTouch) / 1000);
    if (left <= 0) void this.lock();
    else this.lockIn = left <= WARNING_SECONDS ? left : undefined;
  }
}

export const session = new Session();
