/** The exact lists: what authors may write, and what may leave. A new element or attribute is one entry here. */
import type { Options as Schema } from "rehype-sanitize";

/** Text, structure and tables. No form, no frame, no style sheet, no foreign content such as SVG. */
const TEXT_ELEMENTS = [
  ...["a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s"],
  ...["samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var"],
  ...["blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p"],
  ...["pre", "section", "summary", "ul", "caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"],
];

type Attributes = NonNullable<Schema["attributes"]>;

const ALIGN = ["align", "left", "center", "right"] as const;

/** Classes are those of GFM and remark-math only, so that authors cannot use the styles of the page. */
const TEXT_ATTRIBUTES: Attributes = {
  "*": ["id", "title", "lang", "dir"],
  a: ["href", "dataFootnoteRef", "dataFootnoteBackref", "ariaDescribedBy", "ariaLabel", ["className", "data-footnote-backref"]],
  code: [["className", /^language-[\w+#.-]+$/, "math-inline", "math-display"]],
  details: ["open"],
  div: [[...ALIGN]],
  h2: [["className", "sr-only"]],
  img: ["src", "alt", "width", "height"],
  input: [["type", "checkbox"], ["disabled", true], "checked"],
  li: ["value", ["className", "task-list-item"]],
  ol: ["start", "reversed", ["className", "contains-task-list"]],
  p: [[...ALIGN]],
  section: ["dataFootnotes", ["className", "footnotes"]],
  td: ["colSpan", "rowSpan", [...ALIGN]],
  th: ["colSpan", "rowSpan", "scope", [...ALIGN]],
  ul: [["className", "contains-task-list"]],
};

const IN_TABLE = ["caption", "tbody", "td", "tfoot", "th", "thead", "tr"];

const COMMON = {
  allowComments: false,
  allowDoctypes: false,
  ancestors: Object.fromEntries(IN_TABLE.map((name) => [name, ["table"]])),
  // What these contain is code, not text.
  strip: ["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "textarea", "xmp"],
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"] },
} satisfies Schema;

export const AUTHORED: Schema = {
  ...COMMON,
  tagNames: TEXT_ELEMENTS,
  attributes: TEXT_ATTRIBUTES,
  // GFM's boxes can't be clicked, and no others are allowed.
  required: { input: { type: "checkbox", disabled: true } },
  clobber: ["ariaDescribedBy", "ariaLabelledBy", "id", "name"],
};

/** What KaTeX sets: lengths of boxes in em, colours, borders. No URL, no position on the page. */
const LENGTH = String.raw`(?:-?[\d.]+(?:em|ex|px|%)?|calc\(100% - [\d.]+em\))`;
const LENGTHS = `${LENGTH}(?: ${LENGTH}){0,3}`;
const COLOR = String.raw`(?:#[\da-f]{3,8}|[a-z]+)`;
const SIDE = "(?:-(?:top|right|bottom|left))?";
const KATEX_STYLE = [
  `(?:height|width|min-width|top|bottom|left|vertical-align): ?${LENGTH}`,
  `(?:(?:margin|padding)${SIDE}|text-shadow): ?${LENGTHS}`,
  `border${SIDE}-width: ?${LENGTH}`,
  `border${SIDE}-style: ?(?:solid|dashed)`,
  `border: ?${LENGTH} solid ${COLOR}`,
  `(?:color|background-color|border-color): ?${COLOR}`,
  "position: ?relative",
].join("|");
const STYLE: [string, RegExp] = ["style", new RegExp(`^(?:(?:${KATEX_STYLE})(?:;|$))+$`, "i")];

const MATHML_ELEMENTS = [
  ...["math", "semantics", "annotation", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow", "mspace"],
  ...["msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover"],
];
const MATHML_ATTRIBUTES = [
  "className",
  STYLE,
  ...["accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle", "encoding", "fence"],
  ...["height", "largeop", "linebreak", "linethickness", "lspace", "mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize"],
  ...["minsize", "movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "side", "stretchy"],
  ...["symmetric", "valign", "voffset", "width", "xmlns"],
];
const SVG_ATTRIBUTES = [STYLE, "xmlns", "width", "height", "viewBox", "preserveAspectRatio"];

export const RENDERED: Schema = {
  ...COMMON,
  strip: [],
  tagNames: [...TEXT_ELEMENTS, ...MATHML_ELEMENTS, "svg", "path", "line"],
  attributes: {
    ...TEXT_ATTRIBUTES,
    ...Object.fromEntries(MATHML_ELEMENTS.map((name) => [name, MATHML_ATTRIBUTES])),
    a: [...TEXT_ATTRIBUTES.a!, "rel"],
    img: [...TEXT_ATTRIBUTES.img!, "loading", "decoding", "referrerPolicy"],
    span: ["className", "ariaHidden", STYLE],
    svg: SVG_ATTRIBUTES,
    path: ["d"],
    line: ["x1", "y1", "x2", "y2", "strokeWidth"],
  },
  // The ids have their prefix.
  clobber: [],
};
