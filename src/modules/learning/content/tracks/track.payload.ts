import { Field, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { TrackType } from "./track.type.js";

@ObjectType({ description: "Result of createTrack." })
export class CreateTrackPayload {
  @Field(() => TrackType, { description: "The new track." })
  track!: TrackType;
}

@ObjectType({ description: "Result of cloneTrack." })
export class CloneTrackPayload {
  @Field(() => TrackType, { description: "The copy, a draft." })
  track!: TrackType;
}

@ObjectType({ description: "Result of updateTrack." })
export class UpdateTrackPayload {
  @Field(() => TrackType, { description: "The updated track." })
  track!: TrackType;
}

@ObjectType({ description: "Result of setTrackStatus." })
export class SetTrackStatusPayload {
  @Field(() => TrackType, { description: "The updated track." })
  track!: TrackType;
}

@ObjectType({ description: "Result of deleteTrack." })
export class DeleteTrackPayload {
  @Field(() => idOf("Track"), { description: "ID of the deleted track." })
  deletedId!: string;
}

@ObjectType({ description: "Result of addTrackCoAuthor." })
export class AddTrackCoAuthorPayload {
  @Field(() => TrackType, { description: "The track with its `coAuthors`." })
  track!: TrackType;
}

@ObjectType({ description: "Result of removeTrackCoAuthor." })
export class RemoveTrackCoAuthorPayload {
  @Field(() => TrackType, {
    nullable: true,
    description: "The track with its `coAuthors`. Null if you removed yourself from one that you may no longer see.",
  })
  track!: TrackType | null;
}
