import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Router, hrefOf, parseHref } from './router.svelte';

describe('addresses', () => {
  it('carry parameters and what is chosen on the screen', () => {
    const href = hrefOf('family', { id: 'a b/é' }, { onglet: 'factures', vide: undefined });
    expect(href).toBe('#/familles/a%20b%2F%C3%A9?onglet=factures');
    expect(parseHref(href)).toEqual({
      name: 'family',
      params: { id: 'a b/é' },
      search: { onglet: 'factures' },
    });
  });
  it('tell a list from a record', () => {
    expect(parseHref('#/familles')?.name).toBe('families');
    expect(parseHref('#/')?.name).toBe('home');
    expect(parseHref('')?.name).toBe('home');
    expect(parseHref('#/nulle/part')).toBeUndefined();
  });
});

describe('moving', () => {
  let router: Router;
  let stop: () => void;
  beforeEach(() => {
    history.replaceState(null, '', '#/');
    router = new Router();
    stop = router.start();
  });
  afterEach(() => stop());

  it('remembers how many steps back there are', async () => {
    expect(router.canGoBack).toBe(false);
    await router.go('families');
    await router.go('family', { id: '42' });
    expect(router.location).toEqual({ name: 'family', params: { id: '42' }, search: {} });
    expect(router.canGoBack).toBe(true);
    expect(router.canGoForward).toBe(false);
    expect(router.section).toBe('families');
  });

  it('does not leave when a form says no', async () => {
    await router.go('families');
    const release = router.guard(async () => false);
    await router.go('home');
    expect(router.location.name).toBe('families');
    release();
    await router.go('home');
    expect(router.location.name).toBe('home');
  });

  it('keeps a choice without a step', async () => {
    await router.go('family', { id: '42' });
    router.keep({ onglet: 'factures' });
    expect(router.location.search).toEqual({ onglet: 'factures' });
    expect(hrefOf('family', { id: '42' }, router.location.search)).toBe('#/familles/42?onglet=factures');
  });

  it('says the title of the place until the screen says better', async () => {
    await router.go('families');
    expect(router.crumbs).toEqual([{ label: 'Familles' }]);
    router.setCrumbs([{ label: 'Familles' }, { label: 'Le Goff' }]);
    expect(router.crumbs.at(-1)?.label).toBe('Le Goff');
    await router.go('home');
    expect(router.crumbs).toEqual([{ label: 'Accueil' }]);
  });
});
