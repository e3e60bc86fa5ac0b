import path from 'node:path';

/**
 * Imports point one way: screens → lib. Within `lib`, nothing knows a screen; a screen knows no other screen's
 * parts (what two screens share moves to `lib`). Only the table `screens/index.ts` and the root name screens.
 */
export const direction = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      lib: 'lib/ imports no screen: pass what is needed as a prop, or move the shared part to lib/.',
      screen: 'The screen “{{from}}” imports a part of “{{to}}”: move what both need to lib/.',
    },
  },
  create(context) {
    const room = (file) => {
      const inside = file.split(path.sep).join('/').split('/src/')[1] ?? '';
      const [top, name, rest] = inside.split('/');
      return { top, screen: top === 'screens' && rest ? name : undefined };
    };
    const here = room(context.filename);

    const check = (node, source) => {
      if (typeof source !== 'string') return;
      const target = source.startsWith('$screens/')
        ? `/src/screens/${source.slice('$screens/'.length)}`
        : source.startsWith('.')
          ? path.resolve(path.dirname(context.filename), source)
          : undefined;
      if (!target) return;
      const there = room(target);
      if (there.top !== 'screens') return;
      if (here.top === 'lib') context.report({ node, messageId: 'lib' });
      else if (here.screen && there.screen !== here.screen) {
        context.report({
          node,
          messageId: 'screen',
          data: { from: here.screen, to: there.screen ?? 'screens' },
        });
      }
    };

    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => check(node, node.source.value),
    };
  },
};
