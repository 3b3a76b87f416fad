import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { RequestContext } from "./context.js";
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

  /** Pictures that the text may name by their paths. Asked only if the text has a picture. */
  pictures?: (() => Promise<readonly NamedPicture[]>) | undefined;
}

/** A picture that belongs to the object with the text. */
export interface NamedPicture {
  /** Never changes what it shows. */
  id: string;
  /** As texts name it. */
  name: string;
  /** An address for the reader, which may expire. */
  url(): Promise<string>;
}

/** The value of a field of prose. */
export const markdown = (source: string): MarkdownType => ({ source });

/** The same with pictures of its own. */
export const illustrated = (source: string, pictures: MarkdownType["pictures"]): MarkdownType => ({ source, pictures });

/** HTML is longer than its source, and the first reader waits until it is rendered. */
export const MARKDOWN_COSTS: Readonly<Record<string, FieldCost>> = {
  "Markdown.source": { weight: 16 },
  "Markdown.html": { weight: 32 },
};

const HAS_PICTURE = /!\[|<img\b/i;
/** Rendered texts are kept for all readers, and addresses of files expire: so the text is rendered with a name that does not resolve. */
const PLACE = "https://picture.invalid/";
const PLACES = new RegExp(`${PLACE.replaceAll(".", "\\.")}([0-9a-f-]{36})`, "g");
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };

/** The HTML with an address of each picture that is in it. */
async function withAddresses(html: string, pictures: readonly NamedPicture[]): Promise<string> {
  const used = new Set([...html.matchAll(PLACES)].map(([, id]) => id));
  const urls = new Map<string, string>();
  for (const { id, url } of pictures)
    if (used.has(id))
      urls.set(
        id,
        (await url()).replace(/[&"<>]/g, (sign) => ESCAPES[sign]!),
      );
  return html.replace(PLACES, (place, id: string) => urls.get(id) ?? place);
}

@Resolver(() => MarkdownType)
export class MarkdownResolver {
  @FieldResolver(() => String, {
    description:
      "Sanitised HTML of `source`, safe to insert into a page. Formulas need the style sheet of KaTeX, code one for the classes `hl-*`. A text that takes too long to render is its source in `<pre>`. Addresses of pictures that were uploaded for it are valid for an hour.",
  })
  html(@Ctx() context: RequestContext, @Root() { source, pictures }: MarkdownType): string | Promise<string> {
    return pictures && HAS_PICTURE.test(source)
      ? withPictures(context, source, pictures)
      : context.markdown.render(source, turnOf(context));
  }
}

/** Rendering takes turns by account, or by network for those who are not signed in. */
const turnOf = ({ viewer, address }: RequestContext): string => viewer?.id ?? networkOf(address);

async function withPictures(context: RequestContext, source: string, pictures: NonNullable<MarkdownType["pictures"]>): Promise<string> {
  const known = await pictures();
  const places = Object.fromEntries(known.map(({ id, name }) => [name, PLACE + id]));
  return withAddresses(await context.markdown.render(source, turnOf(context), places), known);
}
