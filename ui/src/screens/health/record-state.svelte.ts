import { CallError, type HealthEditRequest, type HealthView, type HealthWritten, call } from '$lib/api';

/** Left alone this long, an open record closes. */
export const OPEN_MINUTES = 10;

/**
 * A child's sealed record at the desk: opened with a reason that is written in the journal, read again after each
 * write under the same reason, and closed by hand or when nobody touches it any more. Closing lets everything go.
 */
export class RecordState {
  readonly child: string;
  view = $state.raw<HealthView>();
  reason = $state('');
  openedAt = $state(0);
  opening = $state(false);
  /** Why it could not be opened. */
  refusal = $state.raw<CallError>();
  /** Seconds before it closes by itself. */
  left = $state(OPEN_MINUTES * 60);
  #touched = 0;

  constructor(child: string) {
    this.child = child;
  }

  async open(reason: string): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    this.refusal = undefined;
    try {
      const view = await call('health_show', { child: this.child, reason });
      this.view = view;
      this.reason = reason.trim();
      this.openedAt = Date.now();
      this.touch();
    } catch (thrown) {
      this.refusal = CallError.from(thrown);
    } finally {
      this.opening = false;
    }
  }

  /** The record as it can be written again, whole. */
  get values(): HealthEditRequest | undefined {
    const view = this.view;
    if (!view) return undefined;
    const { child, record, diet_code, doctor_name, doctor_phone } = view;
    return { child, record, diet_code, doctor_name, doctor_phone };
  }

  async write(request: HealthEditRequest): Promise<HealthWritten> {
    const written = await call('health_edit', request);
    if (this.view) await this.open(this.reason);
    return written;
  }

  touch = (): void => {
    this.#touched = Date.now();
    this.left = OPEN_MINUTES * 60;
  };

  close = (): void => {
    this.view = undefined;
    this.reason = '';
  };

  /** Runs inside an effect while the record is open. */
  watch(): () => void {
    const clock = setInterval(() => {
      this.left = Math.max(0, OPEN_MINUTES * 60 - Math.floor((Date.now() - this.#touched) / 1000));
      if (this.left === 0) this.close();
    }, 1000);
    const gestures = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of gestures) addEventListener(name, this.touch, { passive: true, capture: true });
    return () => {
      clearInterval(clock);
      for (const name of gestures) removeEventListener(name, this.touch, { capture: true });
    };
  }
}

/** « Se referme dans 8 min sans activité. » */
export function leftWords(seconds: number): string {
  return seconds >= 60 ? `${Math.ceil(seconds / 60)}\u00a0min` : `${seconds}\u00a0s`;
}
