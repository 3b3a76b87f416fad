import { registerEnumType } from "type-graphql";
import { enumOf } from "./enum-of.js";

const SORT_DIRECTIONS = ["ASC", "DESC"] as const;
export type SortDirection = (typeof SORT_DIRECTIONS)[number];
export const SortDirectionEnum = enumOf(SORT_DIRECTIONS);

registerEnumType(SortDirectionEnum, {
  name: "SortDirection",
  description: "Sort direction.",
  valuesConfig: {
    ASC: { description: "Ascending: A to Z, oldest first, lowest first." },
    DESC: { description: "Descending: Z to A, newest first, highest first." },
  },
});
