import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Owned, Visible } from "../../../../graphql/access.js";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import type { ContentVisibility } from "../../../../access/policy.js";
import { ContentVisibilityEnum } from "../../../accounts/organizations/content/content.type.js";
import type { Difficulty } from "../../../practice/problems/problem.entity.js";
import { DifficultyEnum } from "../../../practice/problems/problem.type.js";
import { CONTENT_STATUSES, type ContentStatus } from "../content-status.js";
import type { TrackText } from "./track.entity.js";
import type { TrackRow } from "./track.rows.js";

export const ContentStatusEnum = enumOf(CONTENT_STATUSES);
registerEnumType(ContentStatusEnum, {
  name: "ContentStatus",
  description: "Status of a track or a lesson.",
  valuesConfig: {
    DRAFT: { description: "Being written. Visible to editors of the track only: author, co-authors, admins." },
    REVIEW: { description: "Finished, and waiting for a look by another editor. Visible to editors only." },
    PUBLISHED: {
      description:
        "Visible to everyone, or to the members of its organization: `Track.visibility`. A lesson is visible if its track is published too.",
    },
    ARCHIVED: { description: "Withdrawn. Visible to editors only." },
  },
});

export const LOCALE_ARGUMENT =
  "Language, as a BCP 47 tag such as `de-AT`. If there is no such text: the same language without region or script, else the track's own language. Default: the track's own language.";

@ObjectType("TrackText", { simpleResolvers: true, description: "Texts of a track in one language." })
export class TrackTextType implements Omit<TrackText, "description"> {
  @Field(() => String, { description: "Language that is served, as a BCP 47 tag. May differ from the requested one." })
  locale!: string;

  @Field(() => String, { description: "Display title." })
  title!: string;

  @Field(() => String, { description: "One or two sentences, as plain text. May be empty." })
  summary!: string;

  @Derived(({ description }: TrackText) => markdown(description))
  @Field(() => MarkdownType, { description: "What the track teaches. May be empty." })
  description?: MarkdownType;
}

@Owned("track")
@ObjectType("Track", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A course: modules of lessons, in order. Visible to everyone while PUBLISHED, unless its `visibility` is ORGANIZATION, and always to its editors.",
})
export class TrackType implements Pick<
  TrackRow,
  | "id"
  | "slug"
  | "locale"
  | "title"
  | "summary"
  | "difficulty"
  | "premium"
  | "status"
  | "version"
  | "createdAt"
  | "updatedAt"
  | "publishedAt"
  | "visibility"
> {
  @Visible("public")
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Visible("public")
  @Field(() => String, { description: "Unique name in URLs, such as `python-from-zero`." })
  slug!: string;

  @Visible("public")
  @Field(() => String, { description: "Language that the track was written in, as a BCP 47 tag." })
  locale!: string;

  @Visible("public")
  @Derived(({ locale, translations }: TrackRow) => [locale, ...Object.keys(translations).sort()])
  @Field(() => [String], { description: "Languages that the track's own texts exist in, its own language first." })
  locales?: string[];

  @Visible("public")
  @Field(() => String, { description: "Title in the track's own language. See `text` for other languages." })
  title!: string;

  @Visible("public")
  @Field(() => String, { description: "One or two sentences in the track's own language. May be empty." })
  summary!: string;

  @Visible("public")
  @Field(() => DifficultyEnum, { description: "Intended difficulty." })
  difficulty!: Difficulty;

  @Visible("public")
  @Field(() => Boolean, {
    description:
      "Whether its content needs a purchase of it, or a plan that opens premium tracks. Everyone sees its outline, its description and its lessons that are a `freePreview`. Otherwise it is `locked`.",
  })
  premium!: boolean;

  @Visible("public")
  @Field(() => ContentVisibilityEnum, { description: "Who finds it once it is published." })
  visibility!: ContentVisibility;

  @Visible("public")
  @Field(() => ContentStatusEnum, { description: "Status. Learners only meet PUBLISHED." })
  status!: ContentStatus;

  @Visible("public")
  @Field(() => Int, { description: "Version of the track's own fields, for `expectedVersion`." })
  version!: number;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When its own fields were last changed." })
  updatedAt!: Date;

  @Visible("public")
  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was first published. Null if it never was." })
  publishedAt!: Date | null;
}

export const TrackConnection = connectionOf("Track", () => TrackType);
