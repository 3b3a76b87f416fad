import { Query, registerEnumType, Resolver } from "type-graphql";
import { ERROR_CODES, type ErrorCode } from "../kernel/errors.js";
import { Allow } from "./access.js";

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

export const ErrorCodeEnum = Object.fromEntries(CODES.map((code) => [code, code])) as { [C in ErrorCode]: C };

registerEnumType(ErrorCodeEnum, {
  name: "ErrorCode",
  description: "What stands in `extensions.code` of an error.",
  valuesConfig: Object.fromEntries(CODES.map((code) => [code, { description: ERROR_CODES[code] }])),
});

/** Puts the closed list of codes into the schema, where clients read what each means and generate types from it. */
@Resolver()
export class ErrorCodesResolver {
  @Allow("public")
  @Query(() => [ErrorCodeEnum], { description: "Every code an error can carry in `extensions.code`; the enum says what each means." })
  errorCodes(): ErrorCode[] {
    return CODES;
  }
}
