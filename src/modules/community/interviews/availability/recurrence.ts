/**
 * Recurrence rules of RFC 5545 on the wall clock of a zone. A rule is expanded without a zone, and each time is turned into an instant
 * afterwards: so clock changes follow kernel/wall-time.ts, and no time is lost in a gap.
 */
import { RRuleTemporal } from "rrule-temporal";
import { badInput } from "../../../../kernel/errors.js";
import { instantOf, localOf } from "../../../../kernel/wall-time.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { OCCURRENCES_MAX, RULE_DAYS_MAX } from "../interview-limits.js";

const PARTS = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"] as const;
type Part = (typeof PARTS)[number];
const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY"];
const DAY = "(?:MO|TU|WE|TH|FR|SA|SU)";
const listOf = (item: string) => new RegExp(`^${item}(?:,${item}){0,30}$`);
const FORMS: Readonly<Record<Part, RegExp>> = {
  FREQ: new RegExp(`^(?:${FREQUENCIES.join("|")})$`),
  INTERVAL: /^[1-9]\d?$/,
  COUNT: /^[1-9]\d{0,2}$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  BYDAY: listOf(`(?:[+-]?[1-5])?${DAY}`),
  BYMONTHDAY: listOf("[+-]?(?:[1-9]|[12]\\d|3[01])"),
  BYMONTH: listOf("(?:[1-9]|1[0-2])"),
  BYSETPOS: listOf("[+-]?[1-9]\\d?"),
  WKST: new RegExp(`^${DAY}$`),
};
/** Periods that are searched before a rule counts as one that never happens. */
const PERIODS_MAX = 5000;

/** `YYYY-MM-DDTHH:MM[:SS]` as RFC 5545 writes it. */
const basic = (local: string): string => `${local.replaceAll(/[-:]/g, "")}${local.length === 16 ? "00" : ""}`;
const extended = (text: string): string => text.slice(0, 16);

/**
 * Times of the rule from `local` on, without a zone: `YYYY-MM-DDTHH:MM`. Throws an Error for a rule that never ends or is searched in vain.
 * Takes every part of RFC 5545 for these frequencies; what people may enter is narrower: see `checkRule`.
 */
export function expandRule(local: string, rule: string, most = OCCURRENCES_MAX): string[] {
  const found: string[] = [];
  const times = new RRuleTemporal({ rruleString: `DTSTART:${basic(local)}Z\nRRULE:${rule}`, maxIterations: PERIODS_MAX, cache: false });
  times.all((time) => {
    found.push(extended(time.toString()));
    return found.length < most;
  });
  return found.slice(0, most);
}

function partsOf(rule: string, field: string): Map<Part, string> {
  const parts = new Map<Part, string>();
  for (const text of rule.split(";")) {
    const [name = "", value = "", ...more] = text.split("=");
    const part = PARTS.find((known) => known === name);
    if (!part || more.length > 0 || parts.has(part) || !FORMS[part].test(value))
      throw badInput(field, `\`${text.slice(0, 40)}\` is no part of a rule that is accepted here.`, "INVALID_FORMAT");
    parts.set(part, value);
  }
  return parts;
}

/** UNTIL on the wall clock: an instant is translated, a date stands for the whole day. */
function untilIn(zone: string, until: string): string | null {
  const [, year, month, day, hour = "23", minute = "59", second = "59"] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?/.exec(until)!;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const at = new Date(`${text}Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== text) return null;
  return until.endsWith("Z") ? localOf(at, zone) : text;
}

/**
 * The rule as it is kept, with UNTIL on the wall clock. BAD_USER_INPUT for anything but a rule with FREQ DAILY, WEEKLY or MONTHLY that ends by
 * COUNT or UNTIL and has a time.
 */
export function checkRule(rule: string, { local, zone }: { local: string; zone: string }, field: string): string {
  const parts = partsOf(rule, field);
  const [count, until] = [parts.get("COUNT"), parts.get("UNTIL")];
  if (!parts.has("FREQ")) throw badInput(field, "The rule needs FREQ.", "REQUIRED");
  if ((count === undefined) === (until === undefined)) throw badInput(field, "The rule needs either COUNT or UNTIL.");
  if (/\d/.test(parts.get("BYDAY") ?? "") && parts.get("FREQ") !== "MONTHLY")
    throw badInput(field, "Numbered days in BYDAY need FREQ=MONTHLY.");
  if (parts.has("BYMONTHDAY") && parts.get("FREQ") === "WEEKLY") throw badInput(field, "BYMONTHDAY does not go with FREQ=WEEKLY.");
  if (count !== undefined && Number(count) > OCCURRENCES_MAX)
    throw badInput(field, `COUNT is at most ${OCCURRENCES_MAX}.`, "OUT_OF_RANGE", { maximum: OCCURRENCES_MAX });
  if (until !== undefined) {
    const last = untilIn(zone, until);
    if (last === null) throw badInput(field, "UNTIL is no date.", "INVALID_FORMAT");
    if (Date.parse(`${last}Z`) - Date.parse(`${local}Z`) > RULE_DAYS_MAX * DAY_MS)
      throw badInput(field, `UNTIL is at most ${RULE_DAYS_MAX} days after the first time.`, "OUT_OF_RANGE");
    parts.set("UNTIL", `${basic(last)}Z`);
  }
  const kept = [...parts].map(([name, value]) => `${name}=${value}`).join(";");
  let times: string[];
  try {
    times = expandRule(local, kept, OCCURRENCES_MAX + 1);
  } catch {
    throw badInput(field, "The rule has too few times to be found.");
  }
  if (times.length === 0) throw badInput(field, "The rule has no time.");
  if (times.length > OCCURRENCES_MAX) throw badInput(field, `A rule stands for at most ${OCCURRENCES_MAX} times.`, "OUT_OF_RANGE");
  return kept;
}

/** First and last time of a rule as an instant; the last may be the first. */
export function spanOf({ local, zone, rule }: { local: string; zone: string; rule: string | null }): { first: Date; last: Date } {
  const times = rule === null ? [local] : expandRule(local, rule);
  const [first, last] = [times[0] ?? local, times.at(-1) ?? local].map((text) =>
    instantOf({ local: text, zone, disambiguation: "COMPATIBLE" }),
  );
  return { first: first!, last: last! };
}
