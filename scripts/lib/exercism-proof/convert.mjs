// Canonical data of Exercism as function problems: one for each property of an exercise.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Types of values that one type of ours has to hold; null if there is none. `records` become lines of text. */
function typeOf(values, { records }) {
  if (values.every((value) => typeof value === "boolean")) return "bool";
  if (values.every((value) => typeof value === "string")) return "string";
  if (values.every((value) => typeof value === "number")) {
    if (values.some((value) => !Number.isInteger(value))) return "double";
    if (values.some((value) => !Number.isSafeInteger(value))) return null;
    return values.every((value) => value === (value | 0)) ? "int" : "long";
  }
  if (values.every(Array.isArray)) {
    const elements = values.flat();
    const inner =
      elements.length === 0 ? "int" : typeOf(elements.every(isRecord) && records ? elements.map(textOf) : elements, { records });
    return inner && `list<${inner}>`;
  }
  return records && values.every(isRecord) ? "list<string>" : null;
}

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isError = (value) => isRecord(value) && Object.keys(value).join() === "error";

/** With sorted names, as the adapters of the languages write it. */
function textOf(value) {
  if (Array.isArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  return `{${Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${textOf(value[name])}`)
    .join(",")}}`;
}

/** A result as a value of its type: a record is one line for each field. */
function resultOf(value) {
  if (Array.isArray(value)) return value.map((element) => (isRecord(element) ? textOf(element) : element));
  if (!isRecord(value)) return value;
  return Object.keys(value)
    .sort()
    .map((name) => `${name}=${textOf(value[name])}`);
}

const isFlat = (value) => (Array.isArray(value) ? value.every(isFlat) : !isRecord(value));
const hasNull = (value) => value === null || (Array.isArray(value) && value.some(hasNull));

/** A value's type in words, for telling cases apart; `?` fits anything. */
function kindOf(value) {
  if (Array.isArray(value)) {
    const kinds = [...new Set(value.map(kindOf))];
    const known = kinds.filter((kind) => !kind.includes("?"));
    return `list<${known.length > 1 ? "mixed" : (known[0] ?? kinds[0] ?? "?")}>`;
  }
  if (isRecord(value)) return "record";
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value) ? "big" : "number";
  return typeof value;
}

const fits = (kinds, others) => kinds.every((kind, at) => fitsKind(kind, others[at]));

function fitsKind(kind, other) {
  if (kind === "?" || other === "?" || kind === other) return true;
  const [inner, otherInner] = [kind, other].map((one) => /^list<(.*)>$/.exec(one)?.[1]);
  return inner !== undefined && otherInner !== undefined && fitsKind(inner, otherInner);
}

/** Cases of a property that one signature may hold. Functions whose cases have other types become several problems. */
function groupsOf(cases) {
  const groups = [];
  const kindsOf = ({ input, expected }) => [
    Object.keys(input).sort().join(),
    ...Object.keys(input)
      .sort()
      .map((name) => kindOf(input[name])),
    isError(expected) ? "?" : kindOf(expected),
  ];
  const certainty = (kinds) => kinds.join().split("?").length;
  const sorted = cases.map((one) => ({ one, kinds: kindsOf(one) })).sort((a, b) => certainty(a.kinds) - certainty(b.kinds));
  for (const { one, kinds } of sorted) {
    const group = groups.find((other) => other.kinds.length === kinds.length && fits(kinds, other.kinds));
    if (group) group.cases.push(one);
    else groups.push({ kinds, cases: [one] });
  }
  return groups.map((group) => group.cases);
}

/** With the descriptions of the groups that a case is in. */
function* casesIn(list, within = []) {
  for (const one of list) {
    const descriptions = [...within, one.description];
    if (one.cases) yield* casesIn(one.cases, descriptions);
    else yield { ...one, descriptions };
  }
}

function problemOf(slug, property, cases, { faultsOfSignature, typed, canonicalArguments, canonicalResult }) {
  const excluded = [];
  const exclude = (reason, list) => excluded.push(...list.map(({ uuid }) => ({ slug, uuid, reason })));
  let kept = cases;
  const drop = (reason, test) => {
    exclude(reason, kept.filter(test));
    kept = kept.filter((one) => !test(one));
  };
  drop("an input is null", ({ input }) => Object.values(input).some(hasNull));
  drop("the expected result is null", ({ expected }) => hasNull(expected));
  const names = Object.keys(kept[0]?.input ?? {});
  const results = kept.map(({ expected }) => expected).filter((expected) => !isError(expected));
  const types = names.map((name) =>
    typeOf(
      kept.map(({ input }) => input[name]),
      { records: false },
    ),
  );
  const result = results.length === 0 ? "bool" : typeOf(results, { records: true });
  if (kept.length === 0) return { problem: null, excluded };
  if (types.includes(null) || result === null) {
    exclude(types.includes(null) ? "no one type holds an argument" : "no one type holds the results", kept);
    return { problem: null, excluded };
  }
  const signature = {
    name: property,
    parameters: names.map((name, index) => ({ name, type: types[index] })),
    result,
    mayFail: results.length < kept.length,
  };
  // Names that are reserved in one of the languages.
  const renamed = [];
  for (const { field } of faultsOfSignature(signature)) {
    const at = /\d+/.exec(field)?.[0];
    const holder = at === undefined ? signature : signature.parameters[at];
    renamed.push(holder.name);
    holder.name += "Value";
  }
  const faults = faultsOfSignature(signature);
  if (faults.length > 0) {
    exclude(`${faults[0].field}: ${faults[0].message}`, kept);
    return { problem: null, excluded };
  }
  const parsed = typed(signature);
  const tests = kept.flatMap((one) => {
    try {
      const input = canonicalArguments(
        parsed,
        JSON.stringify(Object.fromEntries(names.map((name, index) => [signature.parameters[index].name, one.input[name]]))),
      );
      return [
        {
          uuid: one.uuid,
          descriptions: one.descriptions,
          input,
          output: canonicalResult(parsed, isError(one.expected) ? '{"error":true}' : JSON.stringify(resultOf(one.expected))),
        },
      ];
    } catch (error) {
      exclude(error.message, [one]);
      return [];
    }
  });
  return { problem: { slug, property, names, signature, tests, renamed }, excluded };
}

export function convert(folder, functions) {
  const exercises = join(folder, "exercises");
  const counts = { sets: 0, cases: 0, flat: 0 };
  const problems = [];
  const excluded = [];
  for (const slug of readdirSync(exercises).sort()) {
    const file = join(exercises, slug, "canonical-data.json");
    if (!existsSync(file)) continue;
    counts.sets++;
    const all = [...casesIn(JSON.parse(readFileSync(file, "utf8")).cases)];
    counts.cases += all.length;
    const flat = all.filter(({ input }) => Object.values(input).every(isFlat));
    counts.flat += flat.length;
    for (const [property, cases] of Map.groupBy(flat, (one) => one.property)) {
      let part = 0;
      for (const group of groupsOf(cases)) {
        const made = problemOf(slug, property, group, functions);
        if (made.problem) problems.push({ ...made.problem, part: ++part });
        excluded.push(...made.excluded);
      }
    }
  }
  return { counts, problems, excluded };
}
