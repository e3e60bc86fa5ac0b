import { type Commands, traits } from './generated/commands';
import { CallError, type Reply } from './reply';
import { detectTransport, type Transport } from './transport';

export type CommandName = keyof Commands;
export type RequestOf<C extends CommandName> = Commands[C]['request'];
export type ViewOf<C extends CommandName> = Commands[C]['view'];

type ChangeListener = (tags: readonly string[]) => void;

let transport: Transport | undefined;
const changeListeners = new Set<ChangeListener>();
const lockListeners = new Set<(why: string) => void>();

/** Chosen once, at start; a test passes its own. */
export function connect(chosen: Transport = detectTransport()): Transport {
  transport = chosen;
  return chosen;
}

/** Hears the tags of every write, so that what is on screen is asked again. */
export function onChanges(heard: ChangeListener): () => void {
  changeListeners.add(heard);
  return () => changeListeners.delete(heard);
}

/** The core refused because the vault is closed; its sentence says why, when it is the core that closed it. */
export function onLocked(heard: (why: string) => void): () => void {
  lockListeners.add(heard);
  return () => lockListeners.delete(heard);
}

/** A write happened: here, or in a job that has just ended. */
export function announceChanges(tags: readonly string[]): void {
  if (tags.length > 0) changeListeners.forEach((heard) => heard(tags));
}

/** Whether the table of the core holds this command: a part that needs it stays away until it does. */
export function offers(command: string): command is CommandName {
  return Object.hasOwn(traits, command);
}

/**
 * Runs one command of the core. Resolves with its view, after every open screen has been told what changed;
 * rejects with a {@link CallError} and nothing else.
 */
export async function call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<ViewOf<C>> {
  const carrier = transport ?? connect();
  let reply: Reply<unknown>;
  try {
    reply = await carrier.send(command, request);
  } catch (thrown) {
    throw CallError.from(thrown);
  }
  if (reply.ok) {
    announceChanges(reply.changes);
    return reply.value as ViewOf<C>;
  }
  if (reply.error.code === 'locked') {
    const { message } = reply.error;
    lockListeners.forEach((heard) => heard(message));
  }
  throw new CallError(reply.error);
}
