import { messages } from '$lib/text/messages.fr';
import type { Reply } from './reply';

/** How a command leaves the window. */
export interface Transport {
  send(command: string, request: unknown): Promise<Reply<unknown>>;
}

/** The desktop window: Tauri's own channel. The module is loaded only there. */
export function desktopTransport(): Transport {
  return {
    async send(command, request) {
      const { invoke } = await import('@tauri-apps/api/core');
      return invoke<Reply<unknown>>(command, { request });
    },
  };
}

/** The loopback test host: one address per command, same origin. */
export function httpTransport(base = ''): Transport {
  return {
    async send(command, request) {
      try {
        const response = await fetch(`${base}/call/${command}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
        });
        return (await response.json()) as Reply<unknown>;
      } catch {
        return {
          ok: false,
          error: {
            code: 'host_unreachable',
            message: messages.hostUnreachable,
            fields: [],
            reference: null,
            params: {},
          },
        };
      }
    },
  };
}

/** The transport of the place this page runs in. */
export function detectTransport(): Transport {
  return '__TAURI_INTERNALS__' in window ? desktopTransport() : httpTransport();
}
