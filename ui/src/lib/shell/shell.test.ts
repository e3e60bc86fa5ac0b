import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError, type JobView, type SessionView, call, connect, known, onChanges } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { Jobs, remaining } from './jobs.svelte';
import { type Found, Palette, matchWords } from './palette.svelte';
import { Session } from './session.svelte';
import { Settings } from './settings.svelte';
import { Toasts } from './toasts.svelte';
import { UndoStack, undoStack } from './undo.svelte';
import { windowActions } from './window-actions';

const view: SessionView = {
  phase: 'open',
  folder: '/',
  town: 'Brévigny',
  fictive: true,
  keyring: 'present',
  backup: null,
  backup_troubles: [],
  backup_due: false,
  keys_elsewhere: null,
  today: '2026-11-24',
  school_year: '2026-2027',
  idle_minutes: 5,
  agents: [],
  retry_after_seconds: 0,
  problem: null,
  older_than_seen: null,
  clock_behind: null,
  integrity: [],
  watch: null,
  version: '1',
  agent: {
    id: 'a',
    login: 'sk',
    name: 'S K',
    roles: ['INS'],
    role_labels: ['Inscriptions'],
    lent_until_ms: null,
    limits: [],
    lent_seconds_left: null,
    rights: ['ReadOwn', 'ReadFamilies'],
  },
};
const locked: SessionView = { ...view, phase: 'locked', agent: null };

let core: ReturnType<typeof mockTransport>;
beforeEach(() => {
  vi.useRealTimers();
  core = mockTransport();
  connect(core);
});

describe('the session', () => {
  it('gives only the rights it was given', async () => {
    const mine = new Session();
    await mine.adopt(view);
    expect(mine.can('ReadFamilies')).toBe(true);
    expect(mine.can('CommitBilling')).toBe(false);
    expect(mine.canAny(['CommitBilling', 'ReadOwn'])).toBe(true);
    expect(mine.canAny([])).toBe(false);
  });

  it('warns, then locks an idle window, and empties it before the core answers', async () => {
    vi.useFakeTimers();
    core.answers.session_lock = () => locked;
    const mine = new Session();
    await mine.adopt(view);
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
    expect(mine.agent).toBeUndefined();
    stop();
  });

  it('tells the core that someone is there, once a minute at most', async () => {
    vi.useFakeTimers();
    core.answers.session_touch = () => ({});
    const mine = new Session();
    await mine.adopt(view);
    const stop = mine.start();
    core.asked.length = 0;
    for (let at = 0; at < 150; at += 1) {
      dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(core.asked).toEqual([
      ['session_touch', {}],
      ['session_touch', {}],
    ]);
    stop();
  });
});

describe('locking', () => {
  it('keeps what is being typed first, on an empty screen', async () => {
    core.answers.session_lock = () => locked;
    const mine = new Session();
    await mine.adopt(view);
    core.asked.length = 0;
    let kept = (): void => undefined;
    const stop = mine.beforeLock(() => new Promise<void>((done) => (kept = done)));
    const closed = mine.lock();
    const again = mine.lock();
    expect(mine.phase).toBe('locked');
    await Promise.resolve();
    expect(core.asked).toEqual([]);
    kept();
    await Promise.all([closed, again]);
    expect(core.asked).toEqual([['session_lock', {}]]);
    stop();
  });
  it('does not wait for ever', async () => {
    vi.useFakeTimers();
    core.answers.session_lock = () => locked;
    const mine = new Session();
    await mine.adopt(view);
    mine.beforeLock(() => new Promise(() => undefined));
    mine.beforeLock(() => Promise.reject(new Error('…')));
    void mine.lock();
    await vi.advanceTimersByTimeAsync(3000);
    expect(core.asked.at(-1)).toEqual(['session_lock', {}]);
  });
  it('is done before anyone comes in again', async () => {
    core.answers.session_lock = () => locked;
    core.answers.session_unlock = () => view;
    const mine = new Session();
    await mine.adopt(view);
    core.asked.length = 0;
    let kept = (): void => undefined;
    mine.beforeLock(() => new Promise<void>((done) => (kept = done)));
    void mine.lock();
    const entered = mine.unlock('sk', 'x');
    kept();
    await entered;
    expect(core.asked.map(([command]) => command).slice(0, 2)).toEqual(['session_lock', 'session_unlock']);
    expect(mine.phase).toBe('open');
  });
});

describe('roles lent for a time', () => {
  const lent = (seconds: number): SessionView => ({
    ...view,
    fictive: false,
    agent: {
      ...view.agent!,
      lent_until_ms: 1,
      lent_seconds_left: seconds,
      rights: ['ReadOwn', 'ReadFamilies', 'ReadHealth'],
    },
  });
  const own: SessionView = { ...view, fictive: false };

  it('end by themselves: the core is asked again, and what they answered is let go of', async () => {
    vi.useFakeTimers();
    core.answers.session_state = () => own;
    const mine = new Session();
    await mine.adopt(own);
    await mine.adopt(lent(300));
    expect(mine.can('ReadHealth')).toBe(true);
    core.answers.family_list = () => ({ families: [] }) as never;
    await known('family_list', {});
    core.asked.length = 0;
    await vi.advanceTimersByTimeAsync(299_000);
    expect(core.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(core.asked).toContainEqual(['session_state', {}]);
    expect(mine.can('ReadHealth')).toBe(false);
    await known('family_list', {});
    expect(core.asked.at(-1)).toEqual(['family_list', {}]);
  });

  it('end as well in an invented town, whatever day it stands on', async () => {
    vi.useFakeTimers();
    core.answers.session_state = () => ({ ...own, fictive: true });
    const mine = new Session();
    await mine.adopt({ ...lent(300), fictive: true });
    core.asked.length = 0;
    await vi.advanceTimersByTimeAsync(302_000);
    expect(core.asked).toContainEqual(['session_state', {}]);
  });
});

describe('a vault that the core closes', () => {
  it('is left at once, and why is said until someone comes in', async () => {
    const mine = new Session();
    await mine.adopt(view);
    const stop = mine.start();
    core.answers.session_state = () => locked;
    core.answers.family_show = () => {
      throw new CallError({
        code: 'locked',
        message: '300 dossiers ouverts.',
        fields: [],
        reference: null,
        params: {},
      });
    };
    await expect(call('family_show', { family: 'f' })).rejects.toThrow();
    await vi.waitFor(() => expect(core.asked.at(-1)).toEqual(['session_state', {}]));
    expect(mine.phase).toBe('locked');
    expect(mine.whyLocked).toBe('300 dossiers ouverts.');
    await mine.adopt(view);
    expect(mine.whyLocked).toBeUndefined();
    stop();
  });
});

describe('coming in', () => {
  it('opens the window as the agent left it', async () => {
    core.answers.session_state = () => view;
    const mine = new Session();
    expect(mine.phase).toBe('starting');
    await mine.load();
    expect(mine.phase).toBe('open');
    expect(core.asked.map(([command]) => command)).toEqual(['session_state', 'settings_ui_get']);
  });
  it('asks the state again after a refusal, for the delay', async () => {
    core.answers.session_state = () => ({ ...locked, retry_after_seconds: 20 });
    core.answers.session_unlock = () => {
      throw new CallError({
        code: 'wrong_password',
        message: 'Non.',
        fields: [],
        reference: null,
        params: {},
      });
    };
    const mine = new Session();
    await expect(mine.unlock('sk', 'x')).rejects.toMatchObject({ code: 'wrong_password' });
    expect(mine.phase).toBe('locked');
    expect(mine.view?.retry_after_seconds).toBe(20);
  });
});

describe('jobs', () => {
  it('are followed to their result', async () => {
    vi.useFakeTimers();
    const job = (state: JobView['state'], done: number): JobView => ({
      id: 'j',
      command: 'billing_preview',
      phase: 'Factures',
      done,
      total: 412,
      remaining_seconds: 4,
      state,
      value: state === 'done' ? { run: 'r' } : null,
      error: null,
      changes: state === 'done' ? ['billing'] : [],
    });
    const heard = vi.fn();
    const unhear = onChanges(heard);
    const states = [job('running', 10), job('running', 300), job('done', 412)];
    core.answers.job_status = () => states.shift()!;
    const jobs = new Jobs();
    const result = jobs.follow('j', 'Factures d’octobre');
    await vi.advanceTimersByTimeAsync(300);
    expect(jobs.get('j')?.done).toBe(300);
    await vi.advanceTimersByTimeAsync(300);
    expect(await result).toEqual({ run: 'r' });
    expect(jobs.running).toEqual([]);
    expect(heard).toHaveBeenCalledWith(['billing']);
    unhear();
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
    await toasts.undo();
    expect(undo).toHaveBeenCalled();
    expect(toasts.list.map(({ title, action }) => [title, action])).toEqual([
      ['Annulé\u00a0: Adresse modifiée', undefined],
    ]);
    toasts.clear();
  });
  it('is no longer offered once it was taken back elsewhere', async () => {
    const toasts = new Toasts();
    const undo = vi.fn().mockResolvedValue(undefined);
    toasts.undoable('12 familles enregistrées', undo, 'import:12');
    toasts.undoable('Adresse modifiée', vi.fn().mockResolvedValue(undefined));
    undoStack.settle('import:12');
    expect(toasts.list.map(({ title }) => title)).toEqual(['Adresse modifiée']);
    await toasts.undo();
    await toasts.undo();
    expect(undo).not.toHaveBeenCalled();
    toasts.clear();
  });
  it('never happens in silence, whoever asked for it', async () => {
    const toasts = new Toasts();
    undoStack.push('Pointage de Léa', vi.fn().mockResolvedValue(undefined));
    await toasts.undo();
    expect(toasts.list[0]?.title).toBe('Annulé\u00a0: Pointage de Léa');
    toasts.clear();
  });
  it('that the core refuses says why, and nothing was taken back', async () => {
    const toasts = new Toasts();
    undoStack.push('Pointage de Léa', vi.fn().mockRejectedValue(new Error('…')));
    await toasts.undo();
    expect(toasts.list.map(({ tone }) => tone)).toEqual(['bad']);
    toasts.clear();
  });
  it('is left to the field while someone types', () => {
    expect(windowActions().find(({ id }) => id === 'undo')?.fieldFirst).toBe(true);
  });
  it.each([
    ['takes back what stands as it was left', 'rue des Lilas', 1, []],
    ['writes over nothing that came since', 'rue des Tilleuls', 0, ['Modifié depuis, rien n’est repris']],
  ])('%s', async (_, address, times, said) => {
    const toasts = new Toasts();
    const restore = vi.fn().mockResolvedValue(undefined);
    let kept = 'rue des Lilas';
    toasts.restorable('Adresse modifiée', async () => ({ address: kept }), restore);
    kept = address;
    await undoStack.run();
    expect(restore).toHaveBeenCalledTimes(times);
    expect(toasts.list.map((toast) => toast.title)).toEqual(said);
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
    const saves = core.asked.filter(([command]) => command === 'settings_ui_save');
    expect(saves).toHaveLength(1);
    expect(saves[0]?.[1]).toMatchObject({ theme: 'dark', zoom: 125 });
  });
  it('that wait are not written for the next agent', async () => {
    vi.useFakeTimers();
    const settings = new Settings();
    settings.zoomIn();
    settings.forget();
    await vi.advanceTimersByTimeAsync(500);
    expect(core.asked).toEqual([]);
  });
  it('zoom from 80 to 200 %, no further', () => {
    const settings = new Settings();
    for (let times = 0; times < 12; times++) settings.zoomIn();
    expect(settings.all.zoom).toBe(200);
    for (let times = 0; times < 12; times++) settings.zoomOut();
    expect(settings.all.zoom).toBe(80);
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
    const waiting: ((found: Found) => void)[] = [];
    const palette = new Palette();
    palette.source = () => new Promise((answer) => waiting.push(answer));
    const found = (title: string): Found => ({
      items: [{ id: title, group: 'Familles', title, marks: [], run: () => undefined }],
      figures: title,
    });
    palette.text = 'le';
    const first = palette.search();
    palette.text = 'le go';
    const second = palette.search();
    waiting[1]?.(found('Le Goff'));
    await second;
    waiting[0]?.(found('Lebrun'));
    await first;
    expect(palette.items.map((item) => item.title)).toEqual(['Le Goff']);
    expect(palette.figures).toBe('Le Goff');
  });

  it('remembers whom one has just opened, until the lock', async () => {
    const palette = new Palette();
    palette.source = async () => ({
      items: [{ id: 'f1', group: 'Familles', title: 'Le Goff', marks: [[0, 2]], run: () => undefined }],
      figures: '',
    });
    palette.text = 'le';
    await palette.search();
    await palette.choose(0);
    palette.show();
    expect(palette.items[0]).toMatchObject({ title: 'Le Goff', group: 'Vus récemment', marks: [] });
    palette.forget();
    expect(palette.items).toEqual([]);
  });
});
