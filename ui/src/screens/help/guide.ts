import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { guideOrder } from '$lib/shell/guide.svelte';

/** The guide as it stands in `docs/guide`, packed with the window: it opens without a network. */
const texts = import.meta.glob<string>('../../../../docs/guide/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export interface GuidePage {
  id: string;
  title: string;
  content: Root;
}

function read(id: string): GuidePage | undefined {
  const text = texts[`../../../../docs/guide/${id}.md`];
  if (text === undefined) return undefined;
  // French spacing is typed plainly in the guide and set here: no line may begin with a colon.
  const spaced = text.replace(/ ([:;?!»%€])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
  const content = fromMarkdown(spaced, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const first = content.children[0];
  const title =
    first?.type === 'heading' && first.children[0]?.type === 'text' ? first.children[0].value : id;
  return { id, title, content: { ...content, children: content.children.slice(1) } };
}

export const pages: GuidePage[] = guideOrder.map(read).filter((page) => page !== undefined);

/** The page that speaks of a section of the window. */
export function pageOf(id: string | undefined): GuidePage {
  const page = pages.find((one) => one.id === id) ?? pages[0];
  if (!page) throw new Error('the guide is empty');
  return page;
}
