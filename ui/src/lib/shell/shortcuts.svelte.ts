/** The sheet of the shortcuts of the screen, opened by `?`. */
class ShortcutSheetState {
  shown = $state(false);
  toggle(): void {
    this.shown = !this.shown;
  }
}

export const sheet = new ShortcutSheetState();
