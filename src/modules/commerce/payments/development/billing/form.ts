/** A parameter of Stripe's API: a text, or parameters in it. */
type Param = string | Params | undefined;
export interface Params {
  [name: string]: Param;
}

/** Bodies and queries as Stripe's library writes them: `items[0][price]=…`. Lists have their places as names. */
export function parseForm(text: string): Params {
  const result: Params = Object.create(null) as Params;
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part);
    const last = path.pop();
    if (last === undefined) continue;
    let place = result;
    for (const part of path) {
      const inner = place[part];
      place = typeof inner === "object" ? inner : ((place[part] = Object.create(null) as Params) satisfies Params);
    }
    place[last] = value;
  }
  return result;
}

/** What is at a path; undefined if nothing is. */
export function paramAt(params: Params, ...path: readonly string[]): Param {
  let place: Param = params;
  for (const part of path) place = typeof place === "object" ? place[part] : undefined;
  return place;
}

/** The text at a path. Null if there is none. */
export function textAt(params: Params, ...path: readonly string[]): string | null {
  const found = paramAt(params, ...path);
  return typeof found === "string" ? found : null;
}

export function metadataOf(params: Params): Record<string, string> {
  const found = paramAt(params, "metadata");
  return Object.fromEntries(
    Object.entries(typeof found === "object" ? found : {}).filter((entry) => typeof entry[1] === "string"),
  ) as Record<string, string>;
}
