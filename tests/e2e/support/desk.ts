/** A desk as a spec finds it in the morning: a town, a browser, someone at the keyboard; and what every screen is held to. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from './browser';
import { Hand } from './hand';
import { TestHost, passwordOf } from './host';

export class Desk {
  hand!: Hand;
  constructor(
    readonly browser: Browser,
    readonly host: TestHost,
  ) {}

  get page(): Page {
    return this.hand.page;
  }

  /** An agent sits down, at an address or where one arrives. */
  async sit(login: string, address?: string): Promise<void> {
    if (this.hand) await this.hand.press('Control+l');
    else this.hand = new Hand(await openPage(this.browser, this.host));
    await this.hand.unlock(login, passwordOf(login));
    if (address === undefined) return;
    await visit(this.page, address);
    await settled(this.page);
  }

  /** What axe sees, at the usual size and as at 200 %; a picture for who looks (`SHOTS`). */
  async looked(name: string): Promise<void> {
    for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
      await this.page.setViewportSize(size);
      await settled(this.page);
      expect.soft(await violations(this.page), `${name}, ${size.width}`).toEqual([]);
      expect.soft(await overflows(this.page), `${name} is wider than ${size.width}`).toBe(false);
    }
    await this.picture(name);
  }

  /** A picture for who looks, nothing else. */
  async picture(name: string): Promise<void> {
    if (process.env.SHOTS) await this.page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
  }
}

/** The desk of a spec: ready before its first test, put away after its last; no test leaves a fault behind it. */
export function useDesk(prepare: (desk: Desk) => Promise<void>): () => Desk {
  let desk: Desk | undefined;
  beforeAll(async () => {
    const [browser, host] = await Promise.all([openBrowser(), TestHost.start()]);
    desk = new Desk(browser, host);
    await prepare(desk);
  }, 90_000);
  afterEach(() => expect(faultsOf(desk!.page)).toEqual([]));
  afterAll(async () => {
    await desk?.browser.close();
    desk?.host.stop();
  });
  return () => desk!;
}
