import type { EntityMetadata } from "@mikro-orm/core";
import { Check } from "@mikro-orm/decorators/legacy";

/**
 * CHECK constraints for entities: the second lock behind the checks of the API. Enums have `@Enum`, which makes one too.
 * A column has one of them at most, and null passes each.
 */
const checked =
  (expression: (column: string) => string): PropertyDecorator =>
  (target, property) => {
    const columnOf = (columns: object) => (columns as Record<string, string>)[property as string]!;
    Check<object>({ expression: (columns) => expression(columnOf(columns)) })(target, property as never);
  };

export const AtLeast = (least: number) => checked((column) => `${column} >= ${least}`);

export const Between = (least: number, most: number) => checked((column) => `${column} >= ${least} and ${column} <= ${most}`);

/** Counts code points, as PostgreSQL does: never more than the UTF-16 units that inputs are limited in. */
export const MaxChars = (most: number) => checked((column) => `char_length(${column}) <= ${most}`);

/** For an array: how many elements it may have. */
export const MaxItems = (most: number) => checked((column) => `cardinality(${column}) <= ${most}`);

/** For an array: each element is one of these. */
export const EachOf = (values: readonly string[]) =>
  checked((column) => `${column} <@ array[${values.map((value) => `'${value}'::text`).join(", ")}]`);

/** Of doubles PostgreSQL shows a constant with a cast that MikroORM reads as another expression, so theirs has none. */
const NON_NEGATIVE: Readonly<Record<string, (column: string) => string>> = {
  integer: (column) => `${column} >= 0`,
  double: (column) => `abs(${column}) = ${column}`,
};

/** No number of ours is negative, unless its property has a check of its own. */
export function refuseNegativeNumbers(meta: EntityMetadata): void {
  for (const { name, type } of Object.values(meta.properties)) {
    const expression = NON_NEGATIVE[type as string];
    if (!expression || meta.checks.some(({ property }) => property === name)) continue;
    meta.checks.push({ property: name as never, expression: (columns) => expression((columns as Record<string, string>)[name]!) });
  }
}
