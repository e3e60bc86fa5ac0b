import type { Attachment } from 'svelte/attachments';

export interface Placement {
  anchor: () => Element | undefined | null;
  side?: 'below' | 'above';
  align?: 'start' | 'end' | 'center';
  /** At least as wide as what it hangs from: a list of choices. */
  match?: boolean;
  gap?: number;
}

const EDGE = 8;

/**
 * Shows a `popover` element beside its anchor and keeps it there, on the side where it fits. Positions go through the
 * CSSOM, which the content policy allows; CSS anchors are still missing from WebKitGTK.
 */
export function floating({
  anchor,
  side = 'below',
  align = 'start',
  match = false,
  gap = 4,
}: Placement): Attachment<HTMLElement> {
  return (element) => {
    element.style.position = 'fixed';
    element.style.margin = '0';
    element.showPopover();

    function place(): void {
      const from = anchor()?.getBoundingClientRect();
      if (!from) return;
      // With CSS zoom, rectangles are in window pixels and styles in the element's own.
      const zoom = (element as HTMLElement & { currentCSSZoom?: number }).currentCSSZoom ?? 1;
      if (match) element.style.minWidth = `${from.width / zoom}px`;
      const own = element.getBoundingClientRect();
      const below = innerHeight - from.bottom - gap - EDGE;
      const above = from.top - gap - EDGE;
      const down =
        side === 'below' ? below >= own.height || below >= above : above < own.height && below > above;
      const top = down ? from.bottom + gap : from.top - gap - own.height;
      const wanted =
        align === 'start'
          ? from.left
          : align === 'end'
            ? from.right - own.width
            : from.left + (from.width - own.width) / 2;
      const left = Math.max(EDGE, Math.min(wanted, innerWidth - own.width - EDGE));
      element.style.left = `${left / zoom}px`;
      element.style.top = `${Math.max(EDGE, top) / zoom}px`;
      element.style.maxHeight = `${Math.max(120, down ? below : above) / zoom}px`;
      element.dataset.side = down ? 'below' : 'above';
    }

    place();
    const resized = new ResizeObserver(place);
    resized.observe(element);
    addEventListener('resize', place);
    addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      resized.disconnect();
      removeEventListener('resize', place);
      removeEventListener('scroll', place, { capture: true });
      if (element.matches(':popover-open')) element.hidePopover();
    };
  };
}

/**
 * A press on the button of an open panel closes it before the click arrives: without this the click would open it again.
 */
export function lightDismissal(): { mark: () => void; justNow: () => boolean } {
  let at = -Infinity;
  return { mark: () => (at = performance.now()), justNow: () => performance.now() - at < 200 };
}
