import { Query, Resolver } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import { LanguageType } from "./language.type.js";
import { ALL_LANGUAGES } from "./languages.js";

@Resolver()
export class LanguageResolver {
  @Allow("public")
  @Query(() => [LanguageType], { description: "Languages that submissions can be written in, in the order to list them." })
  languages(): LanguageType[] {
    return [...ALL_LANGUAGES];
  }
}
