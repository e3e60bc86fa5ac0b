import { type Commands, traits } from './generated/commands';
import { CallError } from './reply';
import { detectTransport, type Transport } from './transport';

export type CommandName = keyof Commands & string;
export type RequestOf<C extends CommandName> = Commands[C]['request'];
export type ViewOf<C extends CommandName> = Commands[C]['view'];

export interface CommandTraits {
  writes: boolean;
  /** Never kept in the window: health, bank, anything the core says. */
  noStore: boolean;
  /** Tags the answer depends on; `{field}` is replaced by that field of the request. */
  reads: readonly string[];
}

type ChangeListener = (tags: string[]) => void;

let transport: Transport | undefined;
const changeListeners = new Set<ChangeListener>();
const lockListeners = new Set<() => void>();

/** Chosen once, at start; a test passes its own. */
export function connect(chosen: Transport = detectTransport()): Transport {
  transport = chosen;
  chosen.listen({ changes: announce, locked: () => lockListeners.forEach((heard) => heard()) });
  return chosen;
}

export function onChanges(heard: ChangeListener): () => void {
  changeListeners.add(heard);
  return () => changeListeners.delete(heard);
}

/** The core refused because the vault is closed, or said that it has just closed. */
export function onLocked(heard: () => void): () => void {
  lockListeners.add(heard);
  return () => lockListeners.delete(heard);
}

function announce(tags: string[]): void {
  if (tags.length > 0) changeListeners.forEach((heard) => heard(tags));
}

export function traitsOf(command: CommandName): CommandTraits {
  return traits[command];
}

/**
 * Runs one command of the core. Resolves with its view, after every open screen has been told what changed;
 * rejects with a {@link CallError} and nothing else.
 */
export async function call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<ViewOf<C>> {
  const carrier = transport ?? connect();
  let reply;
  try {
    reply = await carrier.send(command, request);
  } catch (thrown) {
    throw CallError.from(thrown);
  }
  if (reply.ok) {
    announce(reply.changes);
    return reply.value as ViewOf<C>;
  }
  if (reply.error.code === 'locked') lockListeners.forEach((heard) => heard());
  throw new CallError(reply.error);
}
