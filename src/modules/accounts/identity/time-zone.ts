import { badInput } from "../../../kernel/errors.js";

/** IANA's preferred names for zones that this runtime lists under older names. */
const RENAMED = ["Asia/Ho_Chi_Minh", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Yangon", "America/Nuuk", "Atlantic/Faroe", "Europe/Kyiv"];
const NAMES = [...new Set([...Intl.supportedValuesOf("timeZone"), ...RENAMED, "UTC"])];
const byLowerCase = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

/** Maximum length of a name for which suggestions are computed. */
const LONGEST = 64;
const MOST_SUGGESTIONS = 3;

/**
 * Returns the IANA time zone as given: Intl would replace Asia/Kolkata with the older name Asia/Calcutta. Only corrects
 * the case of listed names. BAD_USER_INPUT with suggestions for anything else.
 */
export function timeZoneFrom(text: string, field: string): string {
  const given = text.trim();
  const listed = byLowerCase.get(given.toLowerCase());
  if (listed) return listed;
  if (given.length <= LONGEST && isZone(given)) return given;
  const close = given.length <= LONGEST ? suggestionsFor(given) : [];
  const instead = close.length > 0 ? ` Did you mean ${close.join(", ")}?` : " Use an IANA time zone, such as Europe/Zagreb.";
  throw badInput(field, `This is not a time zone.${instead}`, "UNKNOWN_VALUE");
}

/** Excludes offsets such as +02:00, which have no daylight saving time. */
function isZone(name: string): boolean {
  try {
    return !/^[+-]/.test(new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone);
  } catch {
    return false;
  }
}

/** Names with the most letter pairs in common (Dice's coefficient), compared by the whole name or by its last part. */
function suggestionsFor(text: string): string[] {
  const wanted = pairsOf(text);
  const placeWanted = pairsOf(text.split("/").at(-1)!);
  return NAMES.map((name) => ({
    name,
    score: Math.max(likeness(wanted, pairsOf(name)), likeness(placeWanted, pairsOf(name.split("/").at(-1)!))),
  }))
    .filter(({ score }) => score >= 0.5)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ name }) => name);
}

function pairsOf(text: string): Set<string> {
  const letters = text.toLowerCase().replace(/[^a-z/]/g, "");
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
