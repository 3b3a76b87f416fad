import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import type { TrackFileRow } from "./track-file.loaders.js";

@ObjectType("TrackFile", {
  implements: Node,
  simpleResolvers: true,
  description: "A file of a track, for blocks and materials: a picture, a PDF, a ZIP or a text. Visible where it is used.",
})
export class TrackFileType implements Pick<TrackFileRow, "id" | "fileName" | "contentType" | "sizeBytes" | "createdAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Name of the file, safe to display and to save as." })
  fileName!: string;

  @Field(() => String, { description: "Media type, as detected." })
  contentType!: string;

  @Field(() => Int, { description: "Size in bytes, of all renditions together." })
  sizeBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When it was added." })
  createdAt!: Date;
}

@InputType({ description: "An upload to add to a track." })
export class AddTrackFileInput {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  trackId!: string;

  @Field(() => idOf("File"), {
    description: "A READY file of yours of purpose ATTACHMENT: see requestUpload. It is copied, so you may delete it afterwards.",
  })
  fileId!: string;
}

@ObjectType({ description: "Result of addTrackFile." })
export class AddTrackFilePayload {
  @Field(() => TrackFileType, { description: "The file, for blocks and materials of the track." })
  file!: TrackFileRow;
}
