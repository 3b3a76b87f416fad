import { nodesByName } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { ALL_LANGUAGES } from "./languages.js";
import { LanguageResolver } from "./language.resolver.js";

export default {
  name: "languages",
  exports: ["language.type", "languages"],
  resolvers: [LanguageResolver],
  wire: () => ({
    nodes: {
      Language: nodesByName(
        "public",
        ({ id }) => id,
        () => ALL_LANGUAGES,
      ),
    },
  }),
} satisfies Module;
