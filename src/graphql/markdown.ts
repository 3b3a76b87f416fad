import DataLoader from "dataloader";
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { LoaderFactory, RequestContext } from "./context.js";
import type { FieldCost } from "./document-size.js";
import { networkOf } from "../kernel/network.js";

/** Prose in the schema. Every field of prose has this type, so that it is rendered in one way. */
@ObjectType("Markdown", {
  simpleResolvers: true,
  description:
    "A text in Markdown: CommonMark with tables, task lists, footnotes and strikethrough (GFM), formulas in $TeX$, and a safe subset of HTML.",
})
export class MarkdownType {
  @Field(() => String, { description: "The text as it was written." })
  source!: string;
}

/** The value of a field of prose. */
export const markdown = (source: string): MarkdownType => ({ source });

/** HTML is longer than its source, and the first reader waits until it is rendered. */
export const MARKDOWN_COSTS: Readonly<Record<string, FieldCost>> = {
  "Markdown.source": { weight: 16 },
  "Markdown.html": { weight: 32 },
};

/** Takes turns by account, or by network for those who are not signed in. */
const htmlOf: LoaderFactory<string, string> = ({ markdown, viewer, address }) =>
  new DataLoader(async (sources) => {
    const results = await Promise.allSettled(sources.map((source) => markdown.render(source, viewer?.id ?? networkOf(address))));
    return results.map((result) => (result.status === "fulfilled" ? result.value : (result.reason as Error)));
  });

@Resolver(() => MarkdownType)
export class MarkdownResolver {
  @FieldResolver(() => String, {
    description:
      "Sanitised HTML of `source`, safe to insert into a page. Formulas need the style sheet of KaTeX, code one for the classes `hl-*`. A text that takes too long to render is its source in `<pre>`.",
  })
  html(@Ctx() context: RequestContext, @Root() { source }: MarkdownType): Promise<string> {
    return context.loader(htmlOf).load(source);
  }
}
