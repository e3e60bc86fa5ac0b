/** French drops the e before a vowel: « d’Élise ». A name is put after « de » by `ofName`, which knows where. */
export const elided = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { name: 'Put a name after « de » with `ofName`: « d’Élise », not « de Élise ».' },
  },
  create(context) {
    const { sourceCode } = context;
    const bare = /\b[Dd]e (?:\$)?\{[\w.?]*\b(?:name|first_name|shown_name|display_name|subject|who)\b/g;
    return {
      Program() {
        for (const { index } of sourceCode.text.matchAll(bare))
          context.report({ loc: sourceCode.getLocFromIndex(index), messageId: 'name' });
      },
    };
  },
};
