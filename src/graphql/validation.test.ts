import { describe, expect, it } from "@jest/globals";
import { ArrayMaxSize, ArrayUnique, getMetadataStorage, Length, Matches, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { AppError, badInput } from "../kernel/errors.js";
import { Checked } from "./checked.js";
import { isDescribed } from "./constraint-problems.js";
import { validateArguments } from "./validation.js";

class Test {
  @Length(3, 5)
  @Matches(/^[a-z]*$/, { message: "use letters a to z" })
  name!: string;
}

class Input {
  @MaxLength(4, { each: true })
  @ArrayMaxSize(3)
  @ArrayUnique()
  tags: string[] = [];

  @Min(1)
  @Max(10)
  count = 1;

  @ValidateNested({ each: true })
  tests: Test[] = [];

  @Checked<Input>((text: string, field, { count }) => {
    if (text.length !== count) throw badInput(field, "As long as the count.", "TOO_SHORT", { minimum: count });
  })
  text?: string | null = null;
}

const named = (name: string) => Object.assign(new Test(), { name });

async function fieldsOf(changes: Partial<Input>): Promise<unknown> {
  const input = Object.assign(new Input(), changes);
  const refused: unknown = await Promise.resolve(validateArguments(input, Input as never, { args: { input } } as never)).catch(
    (error: unknown) => error,
  );
  return refused instanceof AppError ? refused.extensions.fields : refused;
}

describe("validation of an input", () => {
  it("names all faults at once, with indexes, codes and numbers", async () => {
    const fields = await fieldsOf({ count: 11, tags: ["ok", "longer"], tests: [named("abc"), named("a1"), named("abcdef")], text: "ab" });
    expect(fields).toHaveLength(6);
    expect(fields).toEqual(
      expect.arrayContaining([
        {
          field: "input.count",
          code: "OUT_OF_RANGE",
          message: "Give a number of at least 1 and at most 10.",
          minimum: 1,
          maximum: 10,
          actual: 11,
        },
        expect.objectContaining({ field: "input.tags.1", code: "TOO_LONG", maximum: 4, actual: 6, unit: "CHARACTERS" }),
        expect.objectContaining({ field: "input.tests.1.name", code: "TOO_SHORT", minimum: 3, actual: 2 }),
        { field: "input.tests.1.name", code: "INVALID_FORMAT", message: "Use letters a to z." },
        expect.objectContaining({ field: "input.tests.2.name", code: "TOO_LONG", maximum: 5, actual: 6 }),
        { field: "input.text", code: "TOO_SHORT", message: "As long as the count.", minimum: 11 },
      ]),
    );
  });

  it("names every text that PostgreSQL can't store", async () => {
    expect(await fieldsOf({ tags: ["a\0"], text: "\uD800" })).toMatchObject([
      { field: "input.tags.0", code: "INVALID_FORMAT" },
      { field: "input.text", code: "INVALID_FORMAT" },
    ]);
  });

  it("counts items, finds repeated ones and lets null pass", async () => {
    expect(await fieldsOf({ tags: ["a", "a", "b", "c"] })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: "input.tags", code: "TOO_MANY", maximum: 3, actual: 4 }),
        expect.objectContaining({ field: "input.tags", code: "DUPLICATE" }),
      ]),
    );
    expect(await fieldsOf({})).toBeUndefined();
  });

  it("answers at most a hundred faults", async () => {
    expect(await fieldsOf({ tests: Array.from({ length: 500 }, () => named("a")) })).toHaveLength(100);
  });
});

it("describes every constraint of the inputs here", () => {
  const names = getMetadataStorage()
    .getTargetValidationMetadatas(Input, "", false, false)
    .map(({ name, type }) => name ?? type);
  expect(names.filter((name) => !isDescribed(name))).toEqual([]);
});
