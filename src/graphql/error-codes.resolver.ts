import { Query, registerEnumType, Resolver } from "type-graphql";
import { ERROR_CODES, type ErrorCode } from "../kernel/errors.js";
import { FIELD_CODES, type FieldCode } from "../kernel/field-codes.js";
import { Allow } from "./access.js";
import { enumOf } from "./enum-of.js";

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

export const ErrorCodeEnum = Object.fromEntries(CODES.map((code) => [code, code])) as { [C in ErrorCode]: C };

registerEnumType(ErrorCodeEnum, {
  name: "ErrorCode",
  description: "What stands in `extensions.code` of an error.",
  valuesConfig: Object.fromEntries(CODES.map((code) => [code, { description: ERROR_CODES[code] }])),
});

const FIELDS = Object.keys(FIELD_CODES) as FieldCode[];

const FieldErrorCodeEnum = enumOf(FIELDS);

registerEnumType(FieldErrorCodeEnum, {
  name: "FieldErrorCode",
  description:
    "What stands in `code` of each entry of `extensions.fields`: `{ field, code, message, minimum, maximum, actual, unit, missing }`. `field` is the path of the argument, such as `input.tests.3.name`; the facts after `message` are there where the code names them.",
  valuesConfig: Object.fromEntries(FIELDS.map((code) => [code, { description: FIELD_CODES[code] }])),
});

/** Publishes the closed list of codes in the schema, where clients read what each means and generate types from it. */
@Resolver()
export class ErrorCodesResolver {
  @Allow("public")
  @Query(() => [ErrorCodeEnum], { description: "Every code an error can carry in `extensions.code`; the enum says what each means." })
  errorCodes(): ErrorCode[] {
    return CODES;
  }

  @Allow("public")
  @Query(() => [FieldErrorCodeEnum], {
    description: "Every code a field can carry in `extensions.fields` of an error; the enum says what each means.",
  })
  fieldErrorCodes(): FieldCode[] {
    return FIELDS;
  }
}
