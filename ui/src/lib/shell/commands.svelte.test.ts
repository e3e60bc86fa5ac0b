import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { type Action, ActionRegistry } from './commands.svelte';

const action = (id: string, keys: string, more: Partial<Action> = {}): Action => ({
  id,
  title: id,
  keys,
  section: 'Ici',
  run: vi.fn(),
  ...more,
});
function press(
  registry: ActionRegistry,
  key: string,
  from: Element = document.body,
  more: KeyboardEventInit = {},
) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, 'target', { value: from });
  registry.handle(event);
  return event;
}

describe('who answers a key', () => {
  it('is the nearest one, and the other again once it is gone', () => {
    const registry = new ActionRegistry();
    const window = action('add_family', 'N');
    const screen = action('add_child', 'N');
    registry.register([window]);
    const leave = registry.register([screen]);
    expect(press(registry, 'n').defaultPrevented).toBe(true);
    leave();
    press(registry, 'n');
    expect(screen.run).toHaveBeenCalledTimes(1);
    expect(window.run).toHaveBeenCalledTimes(1);
  });

  it('sleeps while someone types, except with Ctrl', () => {
    const registry = new ActionRegistry();
    const single = action('add', 'N');
    const save = action('save', 'Ctrl+S');
    registry.register([single, save]);
    const field = document.createElement('input');
    press(registry, 'n', field);
    press(registry, 's', field, { ctrlKey: true });
    expect(single.run).not.toHaveBeenCalled();
    expect(save.run).toHaveBeenCalled();
  });

  it('leaves to the field one types in what the field does itself', () => {
    const registry = new ActionRegistry();
    const undo = action('undo', 'Ctrl+Z', { fieldFirst: true });
    registry.register([undo]);
    const event = press(registry, 'z', document.createElement('textarea'), { ctrlKey: true });
    expect(event.defaultPrevented).toBe(false);
    expect(undo.run).not.toHaveBeenCalled();
    press(registry, 'z', document.body, { ctrlKey: true });
    expect(undo.run).toHaveBeenCalledTimes(1);
  });

  it('leaves single letters alone when they are turned off', () => {
    const registry = new ActionRegistry();
    const single = action('add', 'N');
    registry.register([single]);
    registry.singleKeys = false;
    press(registry, 'n');
    expect(single.run).not.toHaveBeenCalled();
  });

  it('passes over what cannot be done now', () => {
    const registry = new ActionRegistry();
    const refused = action('issue', 'E', { unavailable: () => 'Trois points bloquent' });
    registry.register([refused]);
    expect(press(registry, 'e').defaultPrevented).toBe(false);
  });

  it('says why what was asked cannot be done, unless something else answers', () => {
    const registry = new ActionRegistry();
    const told = vi.fn();
    registry.onBarred = (barred, why) => told(barred.id, why);
    const close = registry.register([action('issue', 'E', { unavailable: () => 'Trois points bloquent' })]);
    expect(press(registry, 'e').defaultPrevented).toBe(true);
    expect(told.mock.calls).toEqual([['issue', 'Trois points bloquent']]);
    const other = action('edit', 'E');
    registry.register([other]);
    close();
    press(registry, 'e');
    expect(other.run).toHaveBeenCalledTimes(1);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('stays the nearest one when what is under it is renewed', () => {
    const registry = new ActionRegistry();
    const window = registry.layer();
    const screen = action('screen', 'N');
    registry.layer().offer([screen]);
    window.offer([action('window', 'N')]);
    expect(press(registry, 'n').defaultPrevented).toBe(true);
    expect(screen.run).toHaveBeenCalledTimes(1);
  });

  it('keeps what was registered while another effect was ending', () => {
    const registry = new ActionRegistry();
    let shown = $state(0);
    const stop = $effect.root(() => {
      $effect(() => {
        void shown;
        return registry.register([action('window', 'Ctrl+K')]);
      });
      $effect(() => {
        if (shown > 0) return registry.register([action('screen', 'N')]);
      });
    });
    flushSync();
    shown = 1;
    flushSync();
    expect(registry.all.map((one) => one.id).sort()).toEqual(['screen', 'window']);
    stop();
    expect(registry.all).toEqual([]);
  });

  it('hides the screen under a dialog, but not the lock', () => {
    const registry = new ActionRegistry();
    const screen = action('add', 'N');
    const lock = action('lock', 'Ctrl+L', { anywhere: true });
    registry.register([screen, lock]);
    registry.register([action('close', 'Échap')], { modal: true });
    press(registry, 'n');
    press(registry, 'l', document.body, { ctrlKey: true });
    expect(screen.run).not.toHaveBeenCalled();
    expect(lock.run).toHaveBeenCalled();
    expect(registry.all.map((one) => one.id)).toEqual(['close', 'lock']);
  });
});
