import { type Brush, call, query } from '$lib/api';
import { session } from '$lib/shell/session.svelte';
import { toasts } from '$lib/shell/toasts.svelte';
import { undoStack } from '$lib/shell/undo.svelte';
import { ofName } from '$lib/text/format';
import { type SheetChild, fromDaySheet, fromKitchen } from './sheet';

/** What the address says: which meal, which day. */
interface Asked {
  service: string | undefined;
  day: string | undefined;
}

/** Which meal of which day is looked at, who eats it, and ticking them. Made by the screen, and gone with it. */
export class MealsState {
  readonly #asked: () => Asked;
  constructor(asked: () => Asked) {
    this.#asked = asked;
  }

  readonly activities = query('activity_list', () => ({}));

  /** The meals of every canteen. */
  readonly services = $derived.by(() =>
    (this.activities.value?.activities ?? []).flatMap((activity) =>
      activity.units
        .filter((unit) => unit.kind === 'meal')
        .map((unit) => ({
          value: unit.id,
          activity: activity.id,
          label: activity.units.length > 1 ? `${activity.name}, ${unit.name}` : activity.name,
        })),
    ),
  );
  readonly meal = $derived.by(
    () => this.services.find((one) => one.value === this.#asked().service) ?? this.services[0],
  );
  readonly day = $derived.by(() => this.#asked().day ?? session.today);

  /** Instructions open for the children of the day alone; another day is read without them. */
  readonly instructed = $derived.by(() => session.can('ReadInstructions') && this.day === session.today);
  readonly mayTick = session.can('EditAttendance');

  readonly #kitchen = query('kitchen_today', () =>
    this.instructed && this.meal ? { unit: this.meal.value, day: this.day } : null,
  );
  readonly #desk = query('day_sheet', () =>
    !this.instructed && this.meal
      ? { activity: this.meal.activity, day: this.day, units: [this.meal.value] }
      : null,
  );
  get asked() {
    return this.instructed ? this.#kitchen : this.#desk;
  }

  readonly sheet = $derived.by(() => {
    if (!this.meal) return undefined;
    if (this.instructed) return this.#kitchen.value && fromKitchen(this.#kitchen.value, this.meal.value);
    return this.#desk.value && fromDaySheet(this.#desk.value, this.meal.value);
  });

  tick = async (child: SheetChild, brush: Brush): Promise<void> => {
    const sheet = this.sheet;
    if (!sheet || !this.mayTick) return;
    try {
      const cells = [{ child: child.id, day: sheet.day, unit: sheet.unit }];
      const { undo } = await call('attendance_paint', {
        target: { kind: 'cells', cells },
        brush,
        minutes: null,
      });
      this.asked.reload();
      if (undo)
        undoStack.push(`Pointage ${ofName(child.name)}`, async () => {
          await call('attendance_undo', { stroke: undo });
          this.asked.reload();
        });
    } catch (thrown) {
      toasts.failed(thrown);
    }
  };

  /** The day so many days away. */
  dayAt(days: number): string {
    const date = new Date(`${this.day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
  }
}
