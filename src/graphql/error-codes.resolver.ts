import { Query, registerEnumType, Resolver } from "type-graphql";
import { ERROR_CODES, type ErrorCode } from "../kernel/errors.js";
import { FIELD_CODES, type FieldCode } from "../kernel/field-codes.js";
import { Allow } from "./access.js";
import { enumOf } from "./enum-of.js";

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

export const ErrorCodeEnum = Object.fromEntries(CODES.map((code) => [code, code])) as { [C in ErrorCode]: C };

registerEnumType(ErrorCodeEnum, {
  name: "ErrorCode",
  description: "Error code in `extensions.code` of an error.",
  valuesConfig: Object.fromEntries(CODES.map((code) => [code, { description: ERROR_CODES[code] }])),
});

const FIELDS = Object.keys(FIELD_CODES) as FieldCode[];

const FieldErrorCodeEnum = enumOf(FIELDS);

registerEnumType(FieldErrorCodeEnum, {
  name: "FieldErrorCode",
  description:
    "`code` of each entry of `extensions.fields`. An entry is `{ field, code, message, minimum, maximum, actual, unit, missing }`; `field` is the path of the argument, such as `input.tests.3.name`. The properties after `message` are present only for codes that mention them.",
  valuesConfig: Object.fromEntries(FIELDS.map((code) => [code, { description: FIELD_CODES[code] }])),
});

/** Publishes the closed list of codes in the schema, where clients read what each means and generate types from it. */
@Resolver()
export class ErrorCodesResolver {
  @Allow("public")
  @Query(() => [ErrorCodeEnum], { description: "All error codes that can occur in `extensions.code`. The enum documents each one." })
  errorCodes(): ErrorCode[] {
    return CODES;
  }

  @Allow("public")
  @Query(() => [FieldErrorCodeEnum], {
    description: "All field error codes that can occur in `extensions.fields` of an error. The enum documents each one.",
  })
  fieldErrorCodes(): FieldCode[] {
    return FIELDS;
  }
}
