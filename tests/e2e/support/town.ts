/** Once for all the proofs of a run: where the programs are, and an invented town that each proof takes a copy of. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where cargo puts the programs. */
    binaries: string;
    /** The vault of the town, to be copied, never opened where it is. */
    town: string;
  }
}

export default function prepare({ provide }: TestProject): () => void {
  const metadata = execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1'], {
    cwd: resolve(import.meta.dirname, '../../..'),
    maxBuffer: 1 << 26,
  });
  const { target_directory } = JSON.parse(metadata.toString()) as { target_directory: string };
  // What is measured is what is delivered; proofs run on what builds fastest.
  const binaries = join(target_directory, process.env.PREAU_PROFILE ?? 'debug');
  const folder = mkdtempSync(join(tmpdir(), 'preau-town-'));
  const town = join(folder, 'coffre');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync(
      join(binaries, 'preau-cli'),
      ['--vault', town, '--keyring', 'off', 'demo', 'create', '--families', process.env.PREAU_FAMILIES ?? '40', '--month', '2026-03', '--seed', '7'],
      { stdio: 'ignore' },
    );
  } catch (thrown) {
    remove();
    throw new Error('the invented town could not be made: are the programs built? (`./x windows` builds them)', { cause: thrown });
  }
  provide('binaries', binaries);
  provide('town', town);
  return remove;
}
