import { Query, Resolver } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import { LanguageType } from "./language.type.js";
import { ALL_LANGUAGES } from "./languages.js";

@Resolver()
export class LanguageResolver {
  @Allow("public")
  @Query(() => [LanguageType], { description: "Languages available for submissions, in display order." })
  languages(): LanguageType[] {
    return [...ALL_LANGUAGES];
  }
}
