/**
 * How much room the window has, once zoom is taken off: words on `<html data-room>` that styles ask about. Media and
 * container queries would do, but engines do not agree on what zoom does to them.
 */
export function roomOf(width: number, height: number): string {
  return [
    width >= 1680 && 'wide', // the rail shows its labels and keys
    width < 1000 && 'narrow', // the top bar keeps what acts, drops what says
    width < 860 && 'single', // the aside goes under the body
    height < 740 && 'short', // the rail tightens
    height < 520 && 'low', // the page scrolls as one
  ]
    .filter(Boolean)
    .join(' ');
}

/** Keeps `data-room` true while the window changes size; returns the way to stop. */
export function watchRoom(zoom: number): () => void {
  const measure = (): void => {
    document.documentElement.dataset.room = roomOf(innerWidth / zoom, innerHeight / zoom);
  };
  measure();
  addEventListener('resize', measure);
  return () => removeEventListener('resize', measure);
}
