import { GraphQLURL } from "graphql-scalars";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { BLOCK_KINDS, type Block, type BlockKind } from "./block.js";
import { embedOf, pageOf, VIDEO_PROVIDERS, type VideoProvider } from "./video.js";

const BlockKindEnum = enumOf(BLOCK_KINDS);
registerEnumType(BlockKindEnum, {
  name: "LessonBlockKind",
  description: "What a block of a lesson contains. More kinds may come: show nothing for one that you do not know.",
  valuesConfig: {
    MARKDOWN: { description: "Text: `markdown`." },
    CODE: { description: "Code to read, and perhaps to run: `code`." },
    IMAGE: { description: "A picture: `image`." },
    FILE: { description: "A file to download: `file`." },
    VIDEO: { description: "A video of another site: `video`." },
    PROBLEM: { description: "A problem to solve: `problem`." },
    QUIZ: { description: "A quiz to take: `quiz`." },
  },
});

const VideoProviderEnum = enumOf(VIDEO_PROVIDERS);
registerEnumType(VideoProviderEnum, {
  name: "VideoProvider",
  description: "Site that hosts a video.",
  valuesConfig: { YOUTUBE: { description: "YouTube." }, VIMEO: { description: "Vimeo." } },
});

type Of<K extends BlockKind> = Extract<Block, { kind: K }>;

@ObjectType("CodeBlock", { simpleResolvers: true, description: "Code in a lesson." })
export class CodeBlockType implements Omit<Of<"CODE">, "kind" | "key"> {
  @Field(() => String, { description: "Name of the language for highlighting, such as `python` or `html`." })
  syntax!: string;

  @Derived(({ syntax }: Of<"CODE">) => (findLanguage(syntax) ? languageOf({ language: syntax }) : null))
  @Field(() => LanguageType, { nullable: true, description: "The language of the judge; null for others." })
  language?: LanguageType | null;

  @Field(() => String, { description: "The code." })
  source!: string;

  @Field(() => Boolean, { description: "Whether to offer to run it: send `source` and `language` to `runCode`." })
  runnable!: boolean;
}

@ObjectType("ImageBlock", { simpleResolvers: true, description: "A picture in a lesson." })
export class ImageBlockType implements Omit<Of<"IMAGE">, "kind" | "key" | "fileId"> {
  @Field(() => String, { description: "What the picture shows, for readers who cannot see it." })
  alt!: string;

  @Field(() => String, { description: "Text below the picture. May be empty." })
  caption!: string;
}

@ObjectType("FileBlock", { simpleResolvers: true, description: "A file in a lesson." })
export class FileBlockType implements Omit<Of<"FILE">, "kind" | "key" | "fileId"> {
  @Field(() => String, { description: "Text of the link. If empty, show the name of the file." })
  title!: string;
}

@ObjectType("VideoBlock", { simpleResolvers: true, description: "A video in a lesson." })
export class VideoBlockType {
  @Field(() => VideoProviderEnum, { description: "Site that hosts it." })
  provider!: VideoProvider;

  @Field(() => String, { description: "What the video is about. May be empty." })
  title!: string;

  @Derived((video: Of<"VIDEO">) => pageOf(video))
  @Field(() => GraphQLURL, { description: "Page of the video." })
  url?: string;

  @Derived((video: Of<"VIDEO">) => embedOf(video))
  @Field(() => GraphQLURL, { description: "Address for an iframe." })
  embedUrl?: string;
}

@ObjectType("ProblemBlock", { description: "A problem in a lesson." })
export class ProblemBlockType {
  problemId!: string;
}

@ObjectType("QuizBlock", { description: "A quiz in a lesson." })
export class QuizBlockType {
  quizId!: string;
}

const part =
  <K extends BlockKind>(kind: K) =>
  (block: Block): Of<K> | null =>
    block.kind === kind ? (block as Of<K>) : null;

@ObjectType("LessonBlock", {
  simpleResolvers: true,
  description:
    "A part of a lesson: exactly one of the fields `markdown`, `code`, `image`, `file`, `video`, `problem` and `quiz` is set, as `kind` says.",
})
export class LessonBlockType {
  @Field(() => String, {
    description: "Permanent key, unique within the lesson: stays the same when the block is edited, moved or translated. A UUID.",
  })
  key!: string;

  @Field(() => BlockKindEnum, { description: "Which field is set." })
  kind!: BlockKind;

  @Derived((block: Block) => (block.kind === "MARKDOWN" ? markdown(block.text) : null))
  @Field(() => MarkdownType, { nullable: true, description: "Text. Set for MARKDOWN." })
  markdown?: MarkdownType | null;

  @Derived(part("CODE"))
  @Field(() => CodeBlockType, { nullable: true, description: "Code. Set for CODE." })
  code?: CodeBlockType | null;

  @Derived(part("IMAGE"))
  @Field(() => ImageBlockType, { nullable: true, description: "Picture. Set for IMAGE." })
  image?: ImageBlockType | null;

  @Derived(part("FILE"))
  @Field(() => FileBlockType, { nullable: true, description: "File. Set for FILE." })
  file?: FileBlockType | null;

  @Derived(part("VIDEO"))
  @Field(() => VideoBlockType, { nullable: true, description: "Video. Set for VIDEO." })
  video?: VideoBlockType | null;

  @Derived(part("PROBLEM"))
  @Field(() => ProblemBlockType, { nullable: true, description: "Problem. Set for PROBLEM." })
  problem?: ProblemBlockType | null;

  @Derived(part("QUIZ"))
  @Field(() => QuizBlockType, { nullable: true, description: "Quiz. Set for QUIZ." })
  quiz?: QuizBlockType | null;
}

@ObjectType("LessonContent", { simpleResolvers: true, description: "A lesson in one language." })
export class LessonContentType {
  @Field(() => String, { description: "Language that is served, as a BCP 47 tag. May differ from the requested one." })
  locale!: string;

  @Field(() => String, { description: "Display title." })
  title!: string;

  @Field(() => String, { description: "One or two sentences, as plain text. May be empty." })
  summary!: string;

  @Field(() => Int, { description: "Number of the revision." })
  revisionNumber!: number;
}
