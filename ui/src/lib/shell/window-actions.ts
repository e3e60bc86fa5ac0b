import Archive from '@lucide/svelte/icons/archive';
import CalendarCog from '@lucide/svelte/icons/calendar-cog';
import Contrast from '@lucide/svelte/icons/contrast';
import Lock from '@lucide/svelte/icons/lock';
import Undo2 from '@lucide/svelte/icons/undo-2';
import ZoomIn from '@lucide/svelte/icons/zoom-in';
import ZoomOut from '@lucide/svelte/icons/zoom-out';
import type { Theme } from '$lib/api';
import { backUpNow } from './backup.svelte';
import type { Action } from './commands.svelte';
import { guide } from './guide.svelte';
import { isTyping } from './keys';
import { palette } from './palette.svelte';
import { focusNextPane, focusTitle } from './panes';
import { keysOfPlace, visiblePlaces } from './places.svelte';
import { hrefOf, open, router } from './router.svelte';
import { session } from './session.svelte';
import { settings } from './settings.svelte';
import { sheet } from './shortcuts.svelte';
import { toasts } from './toasts.svelte';
import { undoStack } from './undo.svelte';

const themes: [Theme, string][] = [
  ['light', 'Thème clair'],
  ['dark', 'Thème sombre'],
  ['contrast', 'Contraste élevé'],
  ['system', 'Thème du système'],
];

/** What can be done wherever one is, once the vault is open. */
export function windowActions(): Action[] {
  const section = 'Partout';
  return [
    { id: 'palette_open', title: 'Chercher ou agir', keys: 'Ctrl+K', section, run: () => palette.show() },
    {
      id: 'session_lock',
      title: 'Verrouiller',
      keys: 'Ctrl+L',
      section,
      icon: Lock,
      anywhere: true,
      run: session.lock,
    },
    ...(session.can('FollowBackupPlan')
      ? [
          {
            id: 'backup_now',
            title: 'Sauvegarder maintenant',
            keys: 'Ctrl+Maj+S',
            section,
            icon: Archive,
            words: 'sauvegarde copie clé usb',
            run: () => void backUpNow(),
          },
        ]
      : []),
    {
      id: 'undo',
      title: undoStack.latest ? `Annuler\u00a0: ${undoStack.latest.title}` : 'Annuler',
      keys: 'Ctrl+Z',
      section,
      icon: Undo2,
      // In a field, Ctrl+Z takes back what was typed there, not a saved operation behind the agent's back.
      fieldFirst: true,
      unavailable: () => (undoStack.latest ? undefined : 'Rien à annuler'),
      run: () => toasts.undo(),
    },
    {
      id: 'pane_next',
      title: 'Panneau suivant',
      keys: 'F6',
      section,
      quiet: true,
      anywhere: true,
      run: () => focusNextPane(),
    },
    {
      id: 'pane_previous',
      title: 'Panneau précédent',
      keys: 'Maj+F6',
      section,
      quiet: true,
      anywhere: true,
      run: () => focusNextPane(true),
    },
    { id: 'history_back', title: 'Revenir', keys: 'Alt+←', section, quiet: true, run: router.back },
    {
      id: 'escape',
      title: 'Quitter le champ, puis revenir',
      keys: 'Échap',
      section,
      quiet: true,
      whileTyping: true,
      run: () => (isTyping(document.activeElement) ? focusTitle() : router.back()),
    },
    { id: 'history_forward', title: 'Avancer', keys: 'Alt+→', section, quiet: true, run: router.forward },
    ...visiblePlaces().map((place): Action => ({
      id: `go_${place.section}`,
      title: place.title,
      keys: keysOfPlace(place),
      section: 'Aller à',
      icon: place.icon,
      words: place.words,
      ...(place.section === 'help'
        ? { anywhere: true, run: guide.open }
        : { run: () => open(hrefOf(place.route)) }),
    })),
    ...(router.known.has('activities') && session.can('ReadActivities')
      ? [
          {
            id: 'go_activities',
            title: 'Activités et tarifs',
            keys: 'Alt+,',
            section: 'Aller à',
            icon: CalendarCog,
            words:
              'écoles classes calendrier fermetures inscriptions semaine type tarifs transport scolaire circuit obligation',
            run: () => open(hrefOf('activities')),
          },
        ]
      : []),
    ...themes
      .filter(([theme]) => theme !== settings.all.theme)
      .map(([theme, title]): Action => ({
        id: `theme_${theme}`,
        title,
        section: 'Affichage',
        icon: Contrast,
        run: () => settings.set({ theme }),
      })),
  ];
}

/** What can be done at the door. */
export function gateActions(): Action[] {
  return [
    { id: 'help_open', title: 'Aide', keys: 'F1', section: 'Partout', anywhere: true, run: guide.open },
  ];
}

/** What can be done even when the vault is closed: seeing better, and knowing how. */
export function comfortActions(): Action[] {
  const section = 'Affichage';
  return [
    {
      id: 'zoom_in',
      title: 'Agrandir',
      keys: 'Ctrl++',
      alsoKeys: ['Ctrl+='],
      section,
      icon: ZoomIn,
      anywhere: true,
      run: settings.zoomIn,
    },
    {
      id: 'zoom_out',
      title: 'Réduire',
      keys: 'Ctrl+-',
      section,
      icon: ZoomOut,
      anywhere: true,
      run: settings.zoomOut,
    },
    {
      id: 'zoom_reset',
      title: 'Taille normale',
      keys: 'Ctrl+0',
      section,
      anywhere: true,
      run: settings.zoomReset,
    },
    {
      id: 'shortcuts',
      title: 'Raccourcis de l’écran',
      keys: '?',
      section,
      quiet: true,
      run: () => sheet.toggle(),
    },
  ];
}
