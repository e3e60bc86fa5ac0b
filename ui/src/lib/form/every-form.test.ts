import { expect, it } from 'vitest';

const screens = import.meta.glob<string>(
  ['../../screens/**/*.svelte', '../../screens/**/*.svelte.ts', '!../../screens/gallery/**'],
  { query: '?raw', import: 'default', eager: true },
);
const forms = Object.entries(screens)
  .filter(([, source]) => source.includes('new FormState'))
  // The dates of a list, a question: nothing is ever sent.
  .filter(([, source]) => !/submit: (?:async )?\(\) => (?:undefined|Promise\.resolve\(\))/.test(source))
  .map(([path, source]) => [path.replace('../../screens/', ''), source] as const);

/** No draft, and why. */
const without = [
  'settings/PasswordForm.svelte', // nothing but passwords
  'settings/ReturnDialog.svelte', // nothing but passwords
  'settings/EntrustDialog.svelte', // nothing but passwords
  'settings/RenewDialog.svelte', // nothing but passwords
  'settings/Restoration.svelte', // nothing but passwords
  'settings/RehearseForm.svelte', // what is typed is on paper alone
  'gate/FirstStart.svelte', // no vault yet to keep one
  'gate/DeskByCode.svelte', // the vault is closed
  'gate/DeskBySheets.svelte', // the vault is closed
  'gate/AgentBySheets.svelte', // the vault is closed
  'exchanges/hours-state.svelte.ts', // two months to count between
  'families/ConditionDialog.svelte', // a criterion of a question: nothing is written
  'families/MergeForm.svelte', // a choice between what two records say: nothing is typed
];

it('every form that writes keeps a draft, named after its write', () => {
  expect(forms.length).toBeGreaterThan(20);
  const named = /^ +draft: (?:untrack\(\(\) => |\w+ \? )?[`'][a-z_]+/m;
  const bare = forms.filter(([, source]) => !named.test(source)).map(([path]) => path);
  expect(bare.sort()).toEqual([...without].sort());
});

it('two forms never share a draft', () => {
  const keys = forms.flatMap(([, source]) =>
    [...source.matchAll(/^ +draft: (.*),$/gm)].flatMap(([, key]) => key!.match(/[`'][a-z]+_[a-z_]+/g) ?? []),
  );
  const twice = keys.filter((key, at) => keys.indexOf(key) !== at);
  // The list of anomalies puts a quotient right in its own fields: its key ends otherwise.
  expect(twice).toEqual(['`quotient_add']);
});

it('passwords are typed in their own field', () => {
  const bare = Object.entries(screens).filter(([, source]) =>
    /<TextField[^>]*(?:path="(?:password|current|chosen)"|type="password")/.test(source),
  );
  expect(bare.map(([path]) => path)).toEqual([]);
});
