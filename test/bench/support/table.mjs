/** Rows of figures, printed as they come and as one Markdown table at the end. */
import { cpus, release, type } from "node:os";

/**
 * @typedef {object} Row
 * @property {string} what what was measured, with the statistic: "C++ hello, median"
 * @property {number} value ours
 * @property {string} unit of both values: "ms", "tests/s", "MB"
 * @property {string} [baseline] what it is held against: "child_process.spawn"
 * @property {number} [baselineValue]
 * @property {Target} [target] none: a figure to know
 *
 * @typedef {object} Target one of these; the first two are about value / baselineValue
 * @property {number} [ratioAtMost]
 * @property {number} [ratioAtLeast]
 * @property {number} [overAtMost] value - baselineValue, in the row's unit
 * @property {number} [atMost] the value itself
 */

const KINDS = {
  ratioAtMost: { text: (limit) => `≤ ${limit} ×`, met: ({ value, baselineValue }, limit) => value / baselineValue <= limit },
  ratioAtLeast: { text: (limit) => `≥ ${limit} ×`, met: ({ value, baselineValue }, limit) => value / baselineValue >= limit },
  overAtMost: { text: (limit, unit) => `≤ + ${limit} ${unit}`, met: ({ value, baselineValue }, limit) => value - baselineValue <= limit },
  atMost: { text: (limit, unit) => `≤ ${limit} ${unit}`, met: ({ value }, limit) => value <= limit },
};

const HEAD = ["benchmark", "what", "ours", "baseline", "its figure", "ratio", "target", ""];

const number = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

function cells(name, row) {
  const { what, value, unit, baseline, baselineValue, target } = row;
  const [kind, limit] = Object.entries(target ?? {})[0] ?? [];
  const compared = baselineValue !== undefined;
  return [
    name,
    what,
    `${number(value)} ${unit}`,
    baseline ?? "",
    compared ? `${number(baselineValue)} ${unit}` : "",
    compared ? `${(value / baselineValue).toFixed(2)} ×` : "",
    kind ? KINDS[kind].text(limit, unit) : "",
    kind ? (KINDS[kind].met(row, limit) ? "✓" : "✗") : "",
  ];
}

export const machine = () => `${cpus()[0].model.trim()}, ${cpus().length} cores, ${type()} ${release()}, Node.js ${process.version}`;

export function createTable(say) {
  const rows = [HEAD];
  const line = (texts, widths) => `| ${texts.map((text, i) => text.padEnd(widths[i])).join(" | ")} |`;
  return {
    /** @param {Row} row */
    add(name, row) {
      rows.push(cells(name, row));
      const [, what, ours, baseline, its, ratio, target, met] = rows.at(-1);
      say(
        `  ${[`${what}: ${ours}`, baseline && `${baseline}: ${its}`, ratio, target && `target ${target} ${met}`].filter(Boolean).join("; ")}`,
      );
    },
    markdown() {
      const widths = HEAD.map((_, i) => Math.max(3, ...rows.map((texts) => texts[i].length)));
      const ruler = widths.map((width) => "-".repeat(width));
      return [`Measured on ${machine()}.`, "", ...[HEAD, ruler, ...rows.slice(1)].map((texts) => line(texts, widths))].join("\n");
    },
  };
}
