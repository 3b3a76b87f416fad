/* eslint-disable @typescript-eslint/no-explicit-any -- objects of an API, which only its types at Stripe describe */
/** Bodies and queries as Stripe takes them: `items[0][price]=…`, `expand[]=…`. */
export type Params = Record<string, any>;

export function parseForm(text: string): Params {
  const result: Params = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+|(?<=\[)(?=\])/g)].map(([part]) => part);
    let place: Params = result;
    path.forEach((part, index) => {
      const key = part === "" ? String(Object.keys(place).length) : part;
      if (index === path.length - 1) place[key] = value;
      else place = place[key] ??= {};
    });
  }
  return arraysIn(result);
}

/** Objects whose keys are 0, 1, 2 … are arrays. */
function arraysIn(value: any): any {
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value);
  const isArray = keys.length > 0 && keys.every((key, index) => key === String(index));
  return isArray ? keys.map((key) => arraysIn(value[key])) : Object.fromEntries(keys.map((key) => [key, arraysIn(value[key])]));
}
