import type { EntityMetadata, EntityProperty, Platform } from "@mikro-orm/core";
import { Check } from "@mikro-orm/decorators/legacy";

/**
 * CHECK constraints for entities: the second line of defence after the API's checks. Enums use `@Enum`, which also creates one. Each
 * column has at most one; null always passes.
 */
const checked =
  (expression: (column: string) => string): PropertyDecorator =>
  (target, property) => {
    const columnOf = (columns: object) => (columns as Record<string, string>)[property as string]!;
    Check<object>({ expression: (columns) => expression(columnOf(columns)) })(target, property as never);
  };

export const AtLeast = (least: number) => checked((column) => `${column} >= ${least}`);

export const Between = (least: number, most: number) => checked((column) => `${column} >= ${least} and ${column} <= ${most}`);

/** In the range, and this condition on the row holds. */
export const BetweenIf = (least: number, most: number, condition: string) =>
  checked((column) => `${column} >= ${least} and ${column} <= ${most} and (${condition})`);

/** Counts code points, as PostgreSQL does: never more than the UTF-16 units by which inputs are limited. */
export const MaxChars = (most: number) => checked((column) => `char_length(${column}) <= ${most}`);

/** Limits the number of elements of an array. */
export const MaxItems = (most: number) => checked((column) => `cardinality(${column}) <= ${most}`);

/** Length of a JSON array. */
export const MaxJsonItems = (most: number) => checked((column) => `jsonb_array_length(${column}) <= ${most}`);

/** Restricts the elements of an array to these values. */
export const EachOf = (values: readonly string[]) =>
  checked((column) => `${column} <@ array[${values.map((value) => `'${value}'::text`).join(", ")}]`);

/** A whole number from 0 to the value of another column. */
export const CountUpTo = (other: string) => checked((column) => `${column} >= 0 and ${column} <= ${other}`);

/** From 0 to the value of another column. */
export const UpToColumn = (other: string) => checked((column) => `abs(${column}) = ${column} and ${column} <= ${other}`);

/** From 0 to 1, for doubles: written without a constant, see NON_NEGATIVE. */
export const IsProbability = () => checked((column) => `${column} * ${column} <= ${column}`);

export const IsJsonObject = () => checked((column) => `jsonb_typeof(${column}) = 'object'::text`);

/** The column has a value if, and only if, this condition on its row holds. */
export const PresentExactlyIf = (condition: string) => checked((column) => `(${column} is not null) = (${condition})`);

/** Two references of a row never point to the same object. */
export const DiffersFromColumn = (other: string) => checked((column) => `${column} <> ${other}`);

/** PostgreSQL shows constants of doubles with a cast, which MikroORM takes for a different expression, so this one has no constant. */
const NON_NEGATIVE: Readonly<Record<string, (column: string) => string>> = {
  int: (column) => `${column} >= 0`,
  "double precision": (column) => `abs(${column}) = ${column}`,
};

/** Numbers must not be negative, unless their property has another check. Runs after discovery, when inherited properties are known. */
export function refuseNegativeNumbers(meta: EntityMetadata, platform: Platform): void {
  if (meta.abstract) return;
  for (const { name: property, columnTypes, fieldNames } of Object.values<EntityProperty>(meta.properties)) {
    const expression = NON_NEGATIVE[columnTypes?.[0] ?? ""];
    if (!expression || meta.checks.some((check) => check.property === property)) continue;
    const name = platform.getIndexName(meta.tableName, fieldNames, "check");
    meta.checks.push({ name, property: property as never, expression: expression(fieldNames[0]!) });
  }
}
