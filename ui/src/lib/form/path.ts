/** Dotted paths of a value, as the core writes them in its issues: `guardians.0.birth_date`. */
export type Path<V> = V extends readonly (infer Item)[]
  ? `${number}` | `${number}.${Path<Item>}`
  : V extends object
    ? { [K in keyof V & string]: K | `${K}.${Path<NonNullable<V[K]>>}` }[keyof V & string]
    : never;

export function readPath(root: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], root);
}

export function writePath(root: object, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.length ? readPath(root, names.join('.')) : root;
  (holder as Record<string, unknown>)[last] = value;
}
