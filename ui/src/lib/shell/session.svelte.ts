import { type Phase, type SessionAgent, type SessionView, cache, call, onChanges, onLocked } from '$lib/api';
import { announce } from './announce.svelte';
import { settings } from './settings.svelte';

/** How long before the lock the window warns. */
const WARNING_SECONDS = 30;
/** How long the lock waits for what is being typed to be kept: longer, the vault would stay open behind an empty screen. */
const KEEPING_MS = 2000;
/** How often the core is told that someone is there: it has a clock of its own, for a window that hangs. */
const TELLING_MS = 60_000;
/** Between two looks at whether the vault was examined to its end, behind the window. */
const WATCH_MS = 1000;

/** Someone else at the same desk, when the door asks for two people. */
export interface SecondPerson {
  second_login: string;
  second_password: string;
}

/** What the agent may do, and whether they see the whole town for a while. */
function standingOf(agent: SessionAgent | null | undefined): string {
  if (!agent) return '';
  return [...agent.rights, ...(agent.lent_until_ms === null ? [] : ['*'])].join(' ');
}

/** Who holds the window, what they may do, and the clock that closes it. */
export class Session {
  #view = $state.raw<SessionView>();
  /** Seconds before the idle lock, once the warning is shown. */
  lockIn = $state<number>();
  /** Why the core closed the vault by itself: said at the door until someone opens it. */
  whyLocked = $state<string>();
  #lastTouch = Date.now();
  #lastTold = Date.now();
  #watched: string | undefined;
  /** Until when roles are lent to the agent, on this window's clock: an invented town stands on a day of its own. */
  lentUntil = $state<number>();
  #lentTimer: ReturnType<typeof setTimeout> | undefined;
  #drops = new Set<() => void>();
  #keeps = new Set<() => Promise<unknown>>();
  #locking: Promise<void> | undefined;

  /** What the core says of the vault and of who is there; what a gate needs is in it too. */
  get view(): SessionView | undefined {
    return this.#view;
  }
  /** Where the vault stands; `starting` until the core has said. */
  get phase(): Phase | 'starting' {
    return this.#view?.phase ?? 'starting';
  }
  get agent(): SessionAgent | undefined {
    return this.#view?.agent ?? undefined;
  }
  /** The day at the desk; an invented town stands on its own. */
  get today(): string {
    return this.#view?.today ?? '';
  }

  /** What a role may not do is absent, never grey: `{#if session.can('CommitBilling')}`. */
  can(right: string): boolean {
    return this.agent?.rights.includes(right) ?? false;
  }
  canAny(rights: readonly string[]): boolean {
    return rights.some((right) => this.can(right));
  }

  /** Roles lent for a time change what may be done: what was asked before and what is on the screen no longer hold. */
  get standing(): string {
    return standingOf(this.agent);
  }

  /** Run when the vault closes: whatever holds an answer outside the cache lets it go. */
  onDrop(drop: () => void): () => void {
    this.#drops.add(drop);
    return () => this.#drops.delete(drop);
  }

  /** Run before the vault closes, while the core still answers: what is being typed is kept. */
  beforeLock(keep: () => Promise<unknown>): () => void {
    this.#keeps.add(keep);
    return () => this.#keeps.delete(keep);
  }

  async load(): Promise<void> {
    await this.adopt(await call('session_state', {}));
  }

  /** Opens the vault. Rejects with `wrong_password` or `too_many_attempts`; the state is then asked again for the delay. */
  async unlock(login: string, password: string, second?: SecondPerson): Promise<void> {
    await this.#locking; // a lock that still keeps drafts must not close what is opened now
    try {
      await this.adopt(await call('session_unlock', { login, password, ...second }));
    } catch (thrown) {
      this.#view = await call('session_state', {});
      throw thrown;
    }
  }

  /** Takes what the core has just said, after unlocking or creating a vault; the agent's settings come first, so that the window opens as they left it. */
  async adopt(view: SessionView): Promise<void> {
    if (view.phase === 'open' && this.agent?.id !== view.agent?.id) await settings.load();
    const before = this.agent;
    const changed =
      view.agent && before?.id === view.agent.id && standingOf(before) !== standingOf(view.agent);
    if (view.phase === 'open') this.whyLocked = undefined;
    this.#view = view;
    // Answers given under lent roles must not outlive them.
    if (changed) cache.clear();
    this.#watchLent(view.agent?.lent_seconds_left ?? null);
    this.touch();
    if (view.phase === 'open' && view.watch) void this.#watch(view.watch);
  }

  /** The core examines the whole vault behind whoever opened it: when it is done, what it found is asked for. */
  async #watch(job: string): Promise<void> {
    if (this.#watched === job) return;
    this.#watched = job;
    try {
      while (this.phase === 'open' && (await call('job_status', { job })).state === 'running') {
        await new Promise((go) => setTimeout(go, WATCH_MS));
      }
      if (this.phase === 'open') this.#view = await call('session_state', {});
    } catch {
      // Closed meanwhile: the next opening looks again.
    }
  }

  /** What is lent ends by itself: the core is asked again then, and the menus follow. */
  #watchLent(seconds: number | null): void {
    clearTimeout(this.#lentTimer);
    this.#lentTimer = undefined;
    this.lentUntil = seconds === null ? undefined : Date.now() + seconds * 1000;
    if (seconds === null) return;
    this.#lentTimer = setTimeout(() => void this.load().catch(() => undefined), seconds * 1000 + 1500);
  }

  lock = (): Promise<void> => {
    this.#locking ??= this.#lock().finally(() => (this.#locking = undefined));
    return this.#locking;
  };

  async #lock(): Promise<void> {
    const kept = Promise.allSettled([...this.#keeps].map((keep) => keep()));
    this.#drop(); // the screen is emptied before the core answers
    await Promise.race([kept, new Promise((late) => setTimeout(late, KEEPING_MS))]);
    this.#view = await call('session_lock', {});
  }

  /** The core has closed the vault by itself, and says what is at the door: a restoration took its place. */
  left(view: SessionView): void {
    this.#drop();
    this.#view = view;
  }

  #drop(): void {
    this.lockIn = undefined;
    this.#watchLent(null);
    if (this.#view) this.#view = { ...this.#view, phase: 'locked', agent: null };
    settings.forget();
    cache.clear();
    this.#drops.forEach((drop) => drop());
  }

  touch = (): void => {
    this.#lastTouch = Date.now();
    this.lockIn = undefined;
    if (this.phase !== 'open' || this.#lastTouch - this.#lastTold < TELLING_MS) return;
    this.#lastTold = this.#lastTouch;
    // A refusal says that the core has locked: whoever listens to refusals empties the window.
    call('session_touch', {}).catch(() => undefined);
  };

  /** Starts the idle clock, and hears the core when it refuses because it has closed. */
  start(): () => void {
    const unlocked = onLocked((why) => {
      if (this.phase !== 'open') return;
      this.#drop();
      this.whyLocked = why;
      void this.load();
    });
    // What the foot and the head of the window say of the town, the backup and the agent.
    const unheard = onChanges((tags) => {
      if (this.phase === 'open' && tags.some((tag) => ['backups', 'settings', 'agents'].includes(tag)))
        void this.load();
    });
    const gestures = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of gestures) addEventListener(name, this.touch, { passive: true, capture: true });
    const clock = setInterval(() => this.#tick(), 1000);
    return () => {
      unlocked();
      unheard();
      clearInterval(clock);
      for (const name of gestures) removeEventListener(name, this.touch, { capture: true });
    };
  }

  #tick(): void {
    const minutes = this.#view?.idle_minutes ?? 0;
    if (this.phase !== 'open' || minutes <= 0) return;
    const left = minutes * 60 - Math.floor((Date.now() - this.#lastTouch) / 1000);
    if (left <= 0) void this.lock();
    else if (left > WARNING_SECONDS) this.lockIn = undefined;
    else {
      if (this.lockIn === undefined)
        announce(`Verrouillage dans ${left}\u00a0secondes sans geste de votre part.`, true);
      this.lockIn = left;
    }
  }
}

export const session = new Session();
