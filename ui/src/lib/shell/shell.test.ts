import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect, type JobView, type Reply, type SessionView } from '$lib/api';
import { Jobs, remaining } from './jobs.svelte';
import { Palette, matchWords } from './palette.svelte';
import { Session, session } from './session.svelte';
import { Settings } from './settings.svelte';
import { Toasts } from './toasts.svelte';
import { UndoStack, undoStack } from './undo.svelte';

const view: SessionView = {
  phase: 'open',
  town: 'Brévigny',
  fictive: true,
  keyring: 'present',
  backup: null,
  today: '2026-11-24',
  school_year: '2026-2027',
  idle_minutes: 5,
  agent: { id: 'a', login: 'sk', name: 'S K', roles: ['INS'], rights: ['ReadFamilies'] },
};

let answers: Record<string, (request: never) => unknown>;
let asked: [string, unknown][];
beforeEach(() => {
  vi.useRealTimers();
  asked = [];
  answers = {};
  connect({
    kind: 'http',
    async send(command, request): Promise<Reply<unknown>> {
      asked.push([command, request]);
      return { ok: true, value: answers[command]?.(request as never) ?? {}, changes: [] };
    },
    listen: () => () => undefined,
  });
});

describe('the session', () => {
  it('gives only the rights it was given', () => {
    const mine = new Session();
    mine.adopt(view);
    expect(mine.can('ReadFamilies')).toBe(true);
    expect(mine.can('CommitBilling')).toBe(false);
    expect(mine.canAny([])).toBe(true);
  });

  it('warns, then locks an idle window, and empties it before the core answers', async () => {
    vi.useFakeTimers();
    answers['session_lock'] = () => ({ ...view, phase: 'locked', agent: null });
    const mine = new Session();
    mine.adopt(view);
    const dropped = vi.fn();
    mine.onDrop(dropped);
    const stop = mine.start();
    await vi.advanceTimersByTimeAsync(275_000);
    expect(mine.lockIn).toBe(25);
    mine.touch();
    expect(mine.lockIn).toBeUndefined();
    await vi.advanceTimersByTimeAsync(301_000);
    expect(dropped).toHaveBeenCalled();
    expect(mine.phase).toBe('locked');
    expect(mine.agent).toBeNull();
    stop();
  });
});

describe('jobs', () => {
  it('are followed to their result', async () => {
    vi.useFakeTimers();
    const job = (state: JobView['state'], done: number): JobView => ({
      job: 'j',
      title: 'Factures',
      phase: 'Factures',
      done,
      total: 412,
      remaining_seconds: 4,
      state,
      result: state === 'done' ? { run: 'r' } : null,
      error: null,
    });
    const states = [job('running', 10), job('running', 300), job('done', 412)];
    answers['job_status'] = () => states.shift();
    const jobs = new Jobs();
    const result = jobs.follow('j');
    await vi.advanceTimersByTimeAsync(300);
    expect(jobs.get('j')?.done).toBe(300);
    await vi.advanceTimersByTimeAsync(300);
    expect(await result).toEqual({ run: 'r' });
    expect(jobs.running).toEqual([]);
  });
  it('say how long is left', () => {
    expect(remaining(2.4)).toBe('reste environ 2\u00a0s');
    expect(remaining(200)).toBe('reste environ 3\u00a0min');
    expect(remaining(null)).toBe('');
  });
});

describe('undo', () => {
  it('takes back the latest first, once', async () => {
    const stack = new UndoStack();
    const [first, second] = [vi.fn().mockResolvedValue(undefined), vi.fn().mockResolvedValue(undefined)];
    stack.push('a', first);
    const step = stack.push('b', second);
    await stack.run();
    await stack.run(step);
    expect(second).toHaveBeenCalledTimes(1);
    await stack.run();
    await stack.run();
    expect(first).toHaveBeenCalledTimes(1);
  });
  it('and its notice are one', async () => {
    const toasts = new Toasts();
    const undo = vi.fn().mockResolvedValue(undefined);
    toasts.undoable('Adresse modifiée', undo);
    await undoStack.run();
    expect(undo).toHaveBeenCalled();
    expect(toasts.list).toEqual([]);
    toasts.clear();
  });
});

describe('notices', () => {
  it('go by themselves, but wait while one is on them', () => {
    vi.useFakeTimers();
    const toasts = new Toasts();
    toasts.done('Fait');
    const kept = toasts.show({ tone: 'warn', title: 'Modifiée ailleurs' });
    toasts.pause(kept);
    vi.advanceTimersByTime(9000);
    expect(toasts.list.map((toast) => toast.title)).toEqual(['Modifiée ailleurs']);
    toasts.resume(kept);
    vi.advanceTimersByTime(9000);
    expect(toasts.list).toEqual([]);
  });
});

describe('settings', () => {
  it('are kept by the host, once per burst', async () => {
    vi.useFakeTimers();
    const settings = new Settings();
    settings.zoomIn();
    settings.zoomIn();
    settings.set({ theme: 'dark' });
    await vi.advanceTimersByTimeAsync(500);
    const saves = asked.filter(([command]) => command === 'settings_ui_save');
    expect(saves).toHaveLength(1);
    expect(saves[0]?.[1]).toMatchObject({ theme: 'dark', zoom: 1.25 });
  });
  it('zoom from 80 to 200 %, no further', () => {
    const settings = new Settings();
    for (let times = 0; times < 12; times++) settings.zoomIn();
    expect(settings.all.zoom).toBe(2);
    for (let times = 0; times < 12; times++) settings.zoomOut();
    expect(settings.all.zoom).toBe(0.8);
  });
});

describe('the palette', () => {
  it('finds an action by the start of its words, in any order, and shows where', () => {
    const action = { title: 'Émettre 412 factures', section: 'Facturation', words: 'titres' };
    expect(matchWords(action, ['fact', 'emet'])).toEqual([
      [0, 4],
      [12, 4],
    ]);
    expect(matchWords(action, ['titres'])).toEqual([]);
    expect(matchWords(action, ['mettre'])).toBeUndefined();
  });

  it('keeps only the answer to the last question', async () => {
    session.adopt(view);
    const waiting: ((value: unknown) => void)[] = [];
    connect({
      kind: 'http',
      send: () =>
        new Promise((resolve) => waiting.push((value) => resolve({ ok: true, value, changes: [] }))),
      listen: () => () => undefined,
    });
    const palette = new Palette();
    palette.toItem = (hit) => ({
      id: hit.id,
      group: 'Familles',
      title: hit.title,
      marks: [],
      run: () => undefined,
    });
    const hit = (title: string) => ({ hits: [{ id: title, title }], persons: 1109, micros: 5800 });
    palette.text = 'le';
    const first = palette.search();
    palette.text = 'le go';
    const second = palette.search();
    waiting[1]?.(hit('Le Goff'));
    await second;
    waiting[0]?.(hit('Lebrun'));
    await first;
    expect(palette.items.map((item) => item.title)).toEqual(['Le Goff']);
    expect(palette.figures).toBe('6\u00a0ms, 1\u00a0109\u00a0personnes');
  });
});
