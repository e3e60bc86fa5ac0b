import {
  type AgentCard,
  type GateState,
  type GateView,
  type SessionView,
  cache,
  call,
  onLocked,
} from '$lib/api';
import { settings } from './settings.svelte';

/** How long before the lock the window warns. */
const WARNING_SECONDS = 30;

/** What the foot of the window says of the vault, once a screen or the root has asked. */
export interface VaultFacts {
  /** Age of the last backup, and whether it was read back; `null` when there is none. */
  backup?: { hours: number; verified: boolean } | null;
  /** « 2026-2027 » */
  schoolYear?: string;
}

/** Who holds the window, what they may do, and the clock that closes it. */
export class Session {
  #gate = $state.raw<GateView>();
  #view = $state.raw<SessionView>();
  facts = $state.raw<VaultFacts>({});
  /** Seconds before the idle lock, once the warning is shown. */
  lockIn = $state<number>();
  #lastTouch = Date.now();
  #drops = new Set<() => void>();

  /** Where the vault stands; `starting` until the core has said. */
  get phase(): GateState | 'starting' {
    return this.#view ? 'open' : (this.#gate?.state ?? 'starting');
  }
  /** What can be known of a closed vault: its town, its agents, the delay after failures. */
  get gate(): GateView | undefined {
    return this.#gate;
  }
  get view(): SessionView | undefined {
    return this.#view;
  }
  get agent(): AgentCard | undefined {
    return this.#view?.agent;
  }
  /** The day at the desk; an invented town stands on its own. */
  get today(): string {
    return this.#view?.today ?? '';
  }
  get fictive(): boolean {
    return this.#view?.fictive ?? this.#gate?.fictive ?? false;
  }
  get degradedKeyring(): boolean {
    return this.#view?.degraded_keyring ?? this.#gate?.degraded_keyring ?? false;
  }

  /** What a role may not do is absent, never grey: `{#if session.can('CommitBilling')}`. */
  can(right: string): boolean {
    return this.#view?.rights.includes(right) ?? false;
  }
  canAny(rights: readonly string[]): boolean {
    return rights.some((right) => this.can(right));
  }

  /** Run when the vault closes: whatever holds an answer outside the cache lets it go. */
  onDrop(drop: () => void): () => void {
    this.#drops.add(drop);
    return () => this.#drops.delete(drop);
  }

  async load(): Promise<void> {
    const gate = await call('gate_show', {});
    if (gate.state === 'open') this.adopt(await call('session_show', {}));
    this.#gate = gate;
  }

  /** Opens the vault. Rejects with `wrong_password` or `too_many_attempts`; the gate is then asked again for the delay. */
  async unlock(login: string, password: string): Promise<void> {
    try {
      this.adopt(await call('gate_unlock', { login, password }));
    } catch (thrown) {
      this.#gate = await call('gate_show', {});
      throw thrown;
    }
  }

  /** Takes the session the core has just given. */
  adopt(view: SessionView): void {
    this.#view = view;
    settings.adopt(view.settings);
    this.touch();
  }

  /** Takes what the core says of a closed vault, after creating one for instance. */
  adoptGate(gate: GateView): void {
    this.#gate = gate;
  }

  lock = async (): Promise<void> => {
    this.#drop(); // the screen is emptied before the core answers
    this.#gate = await call('gate_lock', {});
  };

  #drop(): void {
    this.lockIn = undefined;
    this.facts = {};
    if (this.#gate) this.#gate = { ...this.#gate, state: 'locked' };
    this.#view = undefined;
    cache.clear();
    this.#drops.forEach((drop) => drop());
  }

  touch = (): void => {
    this.#lastTouch = Date.now();
    this.lockIn = undefined;
  };

  /** Starts the idle clock and hears the core refuse because it has closed. */
  start(): () => void {
    const unhear = onLocked(() => {
      if (!this.#view) return;
      this.#drop();
      void this.load();
    });
    const gestures = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of gestures) addEventListener(name, this.touch, { passive: true, capture: true });
    const clock = setInterval(() => this.#tick(), 1000);
    return () => {
      unhear();
      clearInterval(clock);
      for (const name of gestures) removeEventListener(name, this.touch, { capture: true });
    };
  }

  #tick(): void {
    const minutes = this.#view?.idle_lock_minutes ?? 0;
    if (minutes <= 0) return;
    const left = minutes * 60 - Math.floor((Date.now() - this.#lastTouch) / 1000);
    if (left <= 0) void this.lock();
    else this.lockIn = left <= WARNING_SECONDS ? left : undefined;
  }
}

export const session = new Session();
