import { messages } from '$lib/text/messages.fr';
import type { Reply } from './reply';

/** How a command leaves the window. */
export interface Transport {
  readonly kind: 'desktop' | 'http';
  send(command: string, request: unknown): Promise<Reply<unknown>>;
  /** Tags changed by another window, or by a job; returns the way to stop listening. */
  listen(on: { changes: (tags: string[]) => void; locked: () => void }): () => void;
}

const unreachable: Reply<never> = {
  ok: false,
  error: {
    code: 'host_unreachable',
    message: messages.hostUnreachable,
    fields: [],
    reference: null,
    params: {},
  },
};

/** The desktop window: Tauri's own channel. The module is loaded only there. */
export function desktopTransport(): Transport {
  return {
    kind: 'desktop',
    async send(command, request) {
      const { invoke } = await import('@tauri-apps/api/core');
      return invoke<Reply<unknown>>(command, { request });
    },
    listen(on) {
      const stops = import('@tauri-apps/api/event').then(({ listen }) =>
        Promise.all([
          listen<string[]>('changes', (event) => on.changes(event.payload)),
          listen('locked', () => on.locked()),
        ]),
      );
      return () => void stops.then((all) => all.forEach((stop) => stop()));
    },
  };
}

/** The loopback test host: one address per command, same origin. */
export function httpTransport(base = ''): Transport {
  return {
    kind: 'http',
    async send(command, request) {
      let response: Response;
      try {
        response = await fetch(`${base}/call/${command}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request ?? {}),
        });
        return (await response.json()) as Reply<unknown>;
      } catch {
        return unreachable;
      }
    },
    listen: () => () => undefined, // one window per test host: its own replies carry every change
  };
}

/** The transport of the place this page runs in. */
export function detectTransport(): Transport {
  return '__TAURI_INTERNALS__' in window ? desktopTransport() : httpTransport();
}
