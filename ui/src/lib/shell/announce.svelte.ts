/** What a screen reader is told; two regions are in the frame, one polite, one urgent. */
export const announcements = $state({ polite: '', urgent: '' });

/** Says a sentence to those who listen to the screen. Repeating it says it again. */
export function announce(sentence: string, urgent = false): void {
  const region = urgent ? 'urgent' : 'polite';
  announcements[region] = announcements[region] === sentence ? `${sentence}\u200b` : sentence;
}
