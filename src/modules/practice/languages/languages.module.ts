import { nodesByName } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { ALL_LANGUAGES } from "./languages.js";
import { LanguageResolver } from "./language.resolver.js";

export function languagesModule(): Module {
  return {
    resolvers: [new LanguageResolver()],
    nodes: {
      Language: nodesByName(
        "public",
        ({ id }) => id,
        () => ALL_LANGUAGES,
      ),
    },
  };
}
