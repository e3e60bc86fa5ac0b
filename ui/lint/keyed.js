/**
 * The keyboard is first: in a screen, a button is given its action of the registry, or prints the key that does the
 * same. A snippet passed around by spreading is trusted to hold it.
 */
export const keyed = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      button: 'This button has no key: give it `action`, or `keys` and an action that has them.',
    },
  },
  create(context) {
    const given = (node) =>
      new Set(
        node.startTag.attributes.map((one) =>
          one.type === 'SvelteSpreadAttribute' ? '…' : (one.key?.name ?? one.key?.property?.name),
        ),
      );
    return {
      SvelteElement(node) {
        if (node.kind !== 'component' || node.name.name !== 'Button') return;
        const attributes = given(node);
        if (!['keys', 'action', '…'].some((name) => attributes.has(name)))
          context.report({ node: node.startTag, messageId: 'button' });
      },
    };
  },
};
