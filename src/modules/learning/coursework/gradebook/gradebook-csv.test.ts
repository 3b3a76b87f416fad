import { describe, expect, it } from "@jest/globals";
import { stringify } from "csv-stringify/sync";
import { gradebookCsv } from "./gradebook-csv.js";

const NAMES = [
  "Ada",
  "",
  'Ada "A"',
  "a,b",
  "two\nlines",
  "=1+1",
  "+1",
  "-1",
  "@x",
  "\tx",
  "\rx",
  "＝1",
  "＋1",
  "－1",
  "＠1",
  "x=1",
  '="x"',
];

describe("the gradebook as CSV", () => {
  it("has the cells that csv-stringify writes, with its protection from formulas", () => {
    const learners = NAMES.map((name) => ({ username: name, name, section: name, marks: [], total: null }));
    const expected = stringify([["username", "name", "section", "total (%)"], ...NAMES.map((name) => [name, name, name, ""])], {
      ...{ escape_formulas: true, record_delimiter: "windows", bom: true, quoted_match: /[\r\n]/ },
    });
    expect(gradebookCsv([], learners)).toBe(expected);
  });

  it("has points and totals with two decimals, and empty cells without a grade", () => {
    const assignments = [
      { title: "=One", points: 10 },
      { title: "Two", points: 5 },
      { title: "Three", points: 5 },
    ];
    const csv = gradebookCsv(assignments, [{ username: "ada", name: "Ada", section: null, marks: [1005, undefined, 0], total: 6700 }]);
    expect(csv).toBe("\uFEFFusername,name,section,'=One (10),Two (5),Three (5),total (%)\r\nada,Ada,,10.05,,0.00,67.00\r\n");
  });
});
