/**
 * What the real window lets out: nothing through its page, nothing to a network, nothing readable on the disk. The web engine is the
 * one that is delivered; a driver steers it, for which its context is an ordinary one: more could stay on the disk than in an agent's.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync, existsSync, lstatSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { connect } from 'node:net';
import { homedir, networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { screens } from '../../ui/src/screens';
import { TestHost, passwordOf } from '../e2e/support/host';
import { plantHostile } from '../e2e/support/hostile';
import { type Marked, markTown } from '../e2e/support/marked';
import { injected, payloads } from '../e2e/support/payloads';
import { type Login, addressOf, entitled } from '../e2e/support/roles';
import { Window, keys } from './driver';

/** Letters alone, so that names take it too; new each time, so that nothing else on this machine holds it. */
const MARK = `Wkz${Array.from({ length: 9 }, () => 'bcdfghjkmnpqrtvwxz'[randomInt(18)]).join('')}`;

/** Everything the program and its engine may write to; the files an agent asked for are elsewhere. */
const folder = mkdtempSync(join(tmpdir(), 'preau-traces-'));
const began = Date.now();
const place = (name: string): string => {
  mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  return join(folder, name);
};
const said = join(folder, 'said.log');

let host: TestHost;
let marked: Marked;
let window: Window;
let bus: ChildProcess;
let address: string;
let trap: Server;
let reached = 0;
let trapUrl: string;
let environment: Record<string, string>;
let routesMissing: number;

/** How often this machine was asked for an address it has no way to, counted by the system itself. */
const unroutable = (): number => {
  const counters = (file: string): string[] => readFileSync(file, 'utf8').split('\n');
  const [names, values] = counters('/proc/net/snmp').filter((line) => line.startsWith('Ip:'));
  const at = names!.split(' ').indexOf('OutNoRoutes');
  const six = counters('/proc/net/snmp6').find((line) => line.startsWith('Ip6OutNoRoutes'));
  return Number(values!.split(' ')[at]) + Number(six?.split(/\s+/)[1] ?? 0);
};
const alone = Object.values(networkInterfaces()).every((addresses) => addresses?.every((one) => one.internal));

beforeAll(async () => {
  host = await TestHost.start();
  marked = await markTown(host);
  expect(await plantHostile(host, marked)).toBeGreaterThan(20);
  await host.leave();

  trap = createServer((_, answer) => {
    reached += 1;
    answer.end('reached');
  });
  await new Promise<void>((listening) => trap.listen(0, '127.0.0.1', listening));
  trapUrl = `http://127.0.0.1:${(trap.address() as { port: number }).port}`;

  bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], { stdio: ['ignore', 'pipe', 'ignore'] });
  address = await new Promise((told) => bus.stdout!.once('data', (line: Buffer) => told(line.toString().trim())));
  environment = {
    PREAU_VAULT: host.vault,
    PREAU_KEYRING: 'off',
    HOME: place('home'),
    XDG_DATA_HOME: place('data'),
    XDG_CACHE_HOME: place('cache'),
    XDG_CONFIG_HOME: place('config'),
    XDG_STATE_HOME: place('state'),
    XDG_RUNTIME_DIR: place('run'),
    TMPDIR: place('tmp'),
    DBUS_SESSION_BUS_ADDRESS: address,
    DBUS_SYSTEM_BUS_ADDRESS: address,
  };
  routesMissing = unroutable();
  window = await Window.open(join(inject('binaries'), 'preau'), environment, said);
}, 180_000);
afterAll(async () => {
  await window?.close();
  bus?.kill();
  trap?.close();
  host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function unlock(login: Login): Promise<void> {
  await window.click(`[data-login="${login}"]`);
  await window.type('#password', passwordOf(login));
  await window.press(keys.enter);
  await window.find('nav a');
}

async function lock(): Promise<void> {
  await window.run('window.before = true');
  await window.press(keys.control, 'l');
  await atTheDoor();
}

/** The page after a lock is a new one: what the former held goes with it. */
async function atTheDoor(): Promise<void> {
  const fresh = 'return window.before === undefined && document.querySelector("#password") !== null && !document.querySelector("nav a")';
  await expect.poll(() => window.run(fresh).catch(() => false), { timeout: 15_000, interval: 60 }).toBe(true);
}

/** Goes somewhere as a link would, and waits until nothing moves. */
async function visit(to: string): Promise<void> {
  await window.run('location.hash = arguments[0]', to);
  let before = '';
  await expect
    .poll(async () => {
      const text = await window.run<string>('return document.querySelector(".skeleton") ? "" : location.hash + document.body.innerText');
      const still = text !== '' && text === before;
      before = text;
      return still;
    }, { timeout: 15_000, interval: 120 })
    .toBe(true);
}

const startWatch = `window.violations ??= []; window.__watching ??= (addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(event.effectiveDirective + ' ' + event.blockedURI)), true)`;
const seen = (): Promise<unknown> =>
  window.run(
    `return { violations: window.violations, pwned: window.__pwned ?? null, elements: [...document.querySelectorAll(arguments[0])].map((one) => one.outerHTML.slice(0, 120)) }`,
    injected,
  );

describe('hostile texts in the real engine', () => {
  test.each(['inscriptions', 'facturation', 'sante', 'admin'] as const)('%s sees text', async (login) => {
    await unlock(login);
    await window.run(startWatch);
    let shown = 0;
    for (const where of (Object.keys(screens) as (keyof typeof screens)[]).filter((one) => entitled[one].includes(login))) {
      await visit(addressOf(where, marked));
      expect.soft(await seen(), where).toEqual({ violations: [], pwned: null, elements: [] });
      shown += 1;
    }
    expect(shown).toBeGreaterThan(2);
    if (login === 'inscriptions') {
      await visit(addressOf('family', marked));
      expect(await window.text()).toContain('onclick=__pwned=1');
      if (process.env.PREAU_PICTURES) await window.screenshot(`${process.env.PREAU_PICTURES}/hostile-window.png`);
    }
    await lock();
  });

  test('the proof sees what the policy stops', async () => {
    await unlock('inscriptions');
    await window.run(startWatch);
    await window.run(`for (const text of arguments[0]) document.body.insertAdjacentHTML('beforeend', text)`, payloads.filter((one) => !one.startsWith('<meta')));
    await window.until('return window.violations.some((one) => one.startsWith("script-src")) && window.violations.some((one) => one.startsWith("style-src"))');
    const { violations, pwned, elements } = (await seen()) as { violations: string[]; pwned: unknown; elements: string[] };
    expect(pwned).toBeNull();
    expect(violations.length).toBeGreaterThan(2);
    expect(elements).not.toEqual([]);
    await lock();
    expect(await window.run('return window.violations ?? null'), 'the page after a lock is a new one').toBeNull();
  });
});

describe('the page reaches', () => {
  test('no other address, by any way a page has', async () => {
    await unlock('inscriptions');
    const ways = [
      'location.href = url',
      'location.assign(url)',
      'document.head.insertAdjacentHTML("beforeend", `<meta http-equiv="refresh" content="0;url=${url}">`)',
      'Object.assign(document.createElement("a"), { href: url }).click()',
      'Object.assign(document.createElement("a"), { href: url, target: "_blank" }).click()',
      'window.opened = window.open(url); if (window.opened) throw new Error("opened")',
      'const form = Object.assign(document.createElement("form"), { action: url }); document.body.append(form); form.submit()',
      'document.body.append(Object.assign(document.createElement("iframe"), { src: url }))',
      'document.body.append(Object.assign(document.createElement("img"), { src: url }))',
      'document.head.append(Object.assign(document.createElement("script"), { src: url }))',
      'document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: url }))',
      'document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: url }))',
      'document.head.append(Object.assign(document.createElement("link"), { rel: "preconnect", href: url }))',
      'document.body.append(Object.assign(document.createElement("video"), { src: url }))',
      'fetch(url, { mode: "no-cors" }).catch(() => 0)',
      'navigator.sendBeacon(url, "x")',
      'try { new WebSocket(url.replace("http", "ws")) } catch { /* refused at once */ }',
      'try { new EventSource(url) } catch { /* refused at once */ }',
      'try { new Worker(url) } catch { /* refused at once */ }',
      'try { const asked = new XMLHttpRequest(); asked.open("GET", url, false); asked.send() } catch { /* refused at once */ }',
    ];
    for (const [at, way] of ways.entries()) await window.run(`const url = arguments[0]; ${way}`, `${trapUrl}/${at}`).catch(() => undefined);
    await new Promise((later) => setTimeout(later, 1500));
    expect(reached, 'nothing came to the trap').toBe(0);
    expect(await window.run<string>('return location.protocol + location.host')).toBe('tauri:localhost');
    expect(await window.handles()).toHaveLength(1);
    expect(await (await fetch(trapUrl)).text(), 'the trap is there').toBe('reached');
    expect(reached).toBe(1);
  });

  test('no command but those of the table', async () => {
    for (const command of [
      'plugin:dialog|open', 'plugin:dialog|save', 'plugin:fs|read_text_file', 'plugin:event|listen', 'plugin:window|create', 'plugin:webview|create_webview_window',
      'plugin:app|version', 'plugin:path|resolve_directory', 'plugin:shell|execute', 'plugin:opener|open_url', 'no_such_command',
    ]) {
      expect(await window.call(command), command).toMatchObject({ ok: false, error: { code: 'closed' } });
    }
    expect(await window.call('session_state')).toMatchObject({ ok: true });
    expect(await window.run('return [typeof window.__TAURI__, Object.isFrozen(Object.prototype)]')).toEqual(['undefined', true]);
  });
});

/** The processes of the program, by the vault they were told of. */
function processes(): { pid: string; exe: string }[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const told = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
        return told.includes(`PREAU_VAULT=${host.vault}`) ? [{ pid, exe: readlinkSync(`/proc/${pid}/exe`) }] : [];
      } catch {
        return []; // gone, or another's
      }
    });
}

test('no process of the window writes a core file', () => {
  const found = processes().filter(({ exe }) => /preau$|WebKit(Web|Network)Process$/.test(exe));
  expect(found.map(({ exe }) => exe.split('/').at(-1))).toEqual(expect.arrayContaining(['preau', 'WebKitWebProcess']));
  for (const { pid, exe } of found) {
    const core = readFileSync(`/proc/${pid}/limits`, 'utf8').split('\n').find((line) => line.startsWith('Max core file size'));
    expect(core?.split(/\s+/).slice(4, 6), exe).toEqual(['0', '0']);
  }
});

/** Where a text lies, in any writing an engine could have kept it in: the files changed since the proof began. Links are not followed. */
function lying(text: string, roots: readonly string[]): { hits: string[]; looked: number } {
  const writings = [text, text.toUpperCase(), text.toLowerCase()].flatMap((one) => [
    Buffer.from(one), Buffer.from(one, 'utf16le'), Buffer.from(Buffer.from(one).toString('base64').slice(0, 14)),
  ]);
  const hits = new Set<string>();
  let looked = 0;
  const look = (path: string): void => {
    try {
      const state = lstatSync(path);
      if (state.isDirectory()) return readdirSync(path).forEach((name) => look(join(path, name)));
      if (!state.isFile() || state.mtimeMs < began || state.size > 1 << 26) return;
      const bytes = readFileSync(path);
      looked += 1;
      if (writings.some((one) => bytes.includes(one))) hits.add(path);
    } catch {
      // gone since it was listed, or another account's
    }
  };
  roots.forEach(look);
  return { hits: [...hits], looked };
}
/** What is the program's own, then wherever a system puts what programs drop: temporary files, crash reports, the account's folders. */
const everywhere = (): readonly string[] => [
  folder, host.vault, '/tmp', '/var/tmp', '/dev/shm', '/var/crash', '/var/lib/systemd/coredump',
  ...['.cache', '.config', '.local'].map((name) => join(homedir(), name)),
  ...readdirSync('.', { withFileTypes: true }).filter((one) => one.isFile()).map((one) => one.name),
];

describe('a day in the window, a mark in every field', () => {
  test('is lived', async () => {
    const ask = async (command: string, request: unknown = {}): Promise<any> => {
      const answer = await window.call(command, request);
      expect(answer, `${command} ${JSON.stringify(answer.error)}`).toMatchObject({ ok: true });
      return answer.value;
    };
    if ((await ask('session_state')).phase !== 'open') await unlock('inscriptions');
    await ask('contact_save', {
      family: marked.family, contact: null,
      draft: { name: MARK, first_name: MARK, relation: MARK, phone: '0639984205', emergency_rank: 2, may_pick_up: true, document: MARK, from: null, to: null },
    });
    const { households, children } = await ask('family_show', { family: marked.family });
    await ask('household_edit', {
      household: marked.household, is_resident: null, regime: households[0].regime ?? '',
      address: { apartment: MARK, building: MARK, street: `3 rue ${MARK}`, locality: MARK, postcode: '21290', city: MARK, country: '', insee: '' },
    });
    await ask('guardian_save', {
      household: marked.household, guardian: null, seen_duplicates: true,
      draft: {
        civility: 'mme', birth_name: MARK, usage_name: MARK, first_name: MARK, birth_date: null, birth_place: MARK, email: `${MARK}@example.org`,
        phones: ['0639984206'], kinship: 'other',
      },
    });
    await ask('child_edit', { child: marked.child, identity: { ...children[0].draft, name: MARK, first_name: MARK, birth_place: MARK, doctor_name: MARK }, diet_code: '' });
    await visit(addressOf('family', marked));
    expect(await window.text(), 'the mark was on the screen').toContain(MARK);
    // Typed and not sent: kept as a draft.
    await window.press('n');
    await visit('#/familles/nouvelle');
    await window.fill('Nom de naissance', MARK);
    await window.fill('Prénoms', MARK);
    await new Promise((later) => setTimeout(later, 1500));
    // Looked for.
    await visit(addressOf('families', marked));
    await window.press(keys.control, 'k');
    await window.find('dialog input');
    await window.keys(MARK.toLowerCase());
    await window.until('return document.querySelector("dialog [role=option]") !== null');
    await window.press(keys.escape);
    await lock();

    await unlock('sante');
    await ask('health_edit', {
      child: marked.child, diet_code: '', doctor_name: MARK, doctor_phone: '',
      record: {
        allergies: [{ allergen: { kind: 'regulated', code: 5 }, severity: 'severe', instruction: `Trousse ${MARK}` }],
        pai: null, needs_support: false, adaptations: MARK, kitchen_note: '', care_note: `Souffle ${MARK}`, care_agreed_on: '2026-03-02', doses: [], contraindications: [],
      },
    });
    await visit(addressOf('health_record', marked));
    await window.press(keys.alt, '1');
    await window.told('Dossier de santé ouvert');
    await window.until('return document.body.innerText.includes(arguments[0]) || [...document.querySelectorAll("input, textarea")].some((one) => one.value.includes(arguments[0]))', MARK);
    await lock();

    await unlock('facturation');
    const { activities } = await ask('activity_list');
    await ask('adjustment_add', { household: marked.household, invoice: null, rank: null, activity: activities[0].id, label: MARK, reason: MARK, amount_cents: -100 });
    await ask('payment_record', { household: marked.household, amount_cents: 100, received_on: '2026-03-30', method: 'cheque', reference: MARK, allocations: null });
    await visit(addressOf('household_account', marked));
    // A desk without a viewer says so; the document was written for it all the same.
    await window.call('invoice_pdf', { invoice: marked.invoice });
    const shown = readdirSync(environment.XDG_RUNTIME_DIR!).filter((name) => name.startsWith('preau-documents-'));
    expect(shown, 'documents shown have a folder of their own').toHaveLength(1);
    expect(readdirSync(join(environment.XDG_RUNTIME_DIR!, shown[0]!))).not.toEqual([]);
    await lock();
    expect(existsSync(join(environment.XDG_RUNTIME_DIR!, shown[0]!)), 'and leave with the agent').toBe(false);
  });

  test('the screen of the system covers the vault', async () => {
    await unlock('inscriptions');
    await visit(addressOf('family', marked));
    expect(await window.text()).toContain(MARK);
    await window.run('window.before = true');
    const signal = ['--type=signal', '/org/freedesktop/ScreenSaver', 'org.freedesktop.ScreenSaver.ActiveChanged', 'boolean:true'];
    execFileSync('dbus-send', [`--bus=${address}`, ...signal]);
    await atTheDoor();
    expect(await window.text()).not.toContain(MARK);
    expect(await window.call('family_list')).toMatchObject({ ok: false, error: { code: 'locked' } });
  });

  test('and nothing of it is readable, while it runs and once it has ended', async () => {
    const running = lying(MARK, everywhere());
    expect(running.hits).toEqual([]);
    await window.close();
    const ended = lying(MARK, everywhere());
    expect(ended.hits).toEqual([]);
    expect(ended.looked, 'files were looked at').toBeGreaterThan(5);
    // The proof finds what lies somewhere, in each writing.
    const planted = join(place('cache/engine/deep'), 'entry');
    for (const bytes of [Buffer.from(`xx${MARK}xx`), Buffer.from(MARK.toUpperCase(), 'utf16le'), Buffer.from(Buffer.from(MARK).toString('base64'))]) {
      writeFileSync(planted, bytes);
      expect(lying(MARK, everywhere()).hits).toEqual([planted]);
    }
  });
});

test.skipIf(!alone)('nobody asked for an address beyond this machine', async () => {
  expect(unroutable() - routesMissing).toBe(0);
  await new Promise((tried) => connect({ host: '192.0.2.1', port: 80 }).on('error', tried));
  expect(unroutable() - routesMissing, 'the proof sees one who does').toBeGreaterThan(0);
});
