import type { LatexNode } from "./parse.js";
import { Cursor, plainText } from "./cursor.js";

/** Widths that a table may claim for one cell. */
const COLUMNS_MAX = 50;

/** A `tabular` as a table of GFM. The first row is its head if a line is below it; other tables have an empty head. */
export function tableOf(children: readonly LatexNode[], cellText: (nodes: LatexNode[]) => string): string {
  const cursor = new Cursor(children);
  cursor.optional();
  const columns = plainText(cursor.argument());
  const rows: string[][] = [];
  let row: string[] = [];
  let cell: LatexNode[] = [];
  let isHead = false;
  const endCell = () => {
    row.push(cellText(cell).replaceAll("\n", " "));
    cell = [];
  };
  const endRow = () => {
    endCell();
    if (row.some((text) => text !== "")) rows.push(row);
    row = [];
  };
  for (let node = cursor.next(); node; node = cursor.next()) {
    if (node.type === "cell") endCell();
    else if (node.type === "row") endRow();
    else if (node.type === "command" && /^(hline|toprule|midrule|bottomrule|cline|cmidrule)$/.test(node.name)) {
      if (node.name === "cline" || node.name === "cmidrule") cursor.argument();
      if (rows.length === 1) isHead = true;
    } else if (node.type === "command" && /^multicol(umn)?$/.test(node.name)) {
      const width = Math.min(COLUMNS_MAX, Number(plainText(cursor.argument())) || 1);
      cursor.argument();
      cell.push(...cursor.argument());
      for (let more = 1; more < width; more++) endCell();
    } else cell.push(node);
  }
  endRow();
  if (rows.length === 0) return "";
  const width = Math.max(...rows.map(({ length }) => length));
  const full = (cells: readonly string[]) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? "").join(" | ")} |`;
  const kinds = columns.replace(/[@!><]|[pmb]?\{[^}]*\}/g, "").match(/[lcrX]/g) ?? [];
  const rule = Array.from({ length: width }, (_, at) => (kinds[at] === "c" ? ":-:" : kinds[at] === "r" ? "--:" : "---"));
  const [head, ...body] = isHead ? rows : [[], ...rows];
  return [full(head!), `| ${rule.join(" | ")} |`, ...body.map(full)].join("\n");
}
