import { IsInt, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Owned, Visible } from "../../../graphql/access.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import type { FileRow, Upload } from "./files.service.js";
import { FILE_PURPOSES, FILE_STATUSES, type FilePurpose, type FileStatus } from "./stored-file.entity.js";

const FilePurposeEnum = enumOf(FILE_PURPOSES);
registerEnumType(FilePurposeEnum, {
  name: "FilePurpose",
  description: "What a file is for, which decides what is taken and who may read it.",
  valuesConfig: {
    AVATAR: { description: "Picture of an account: JPEG, PNG, WebP or GIF, at most 5 MiB. Everyone may see it." },
    ATTACHMENT: { description: "Picture, PDF, ZIP or plain text, at most 10 MiB. Its owner's, and readable where it is attached." },
    TEST_DATA: {
      description:
        "Tests of a problem, for importProblemTests (a ZIP archive) and editProblemTests (an input or an expected output): any bytes, at most 256 MiB. For instructors and admins. Removed once it is part of a test set, or after a day.",
    },
  },
});

const FileStatusEnum = enumOf(FILE_STATUSES);
registerEnumType(FileStatusEnum, {
  name: "FileStatus",
  description: "Where a file is on its way.",
  valuesConfig: {
    PENDING: { description: "Waits for the upload and for `completeUpload`; forgotten after a day." },
    READY: { description: "Looked at and kept. Pictures were drawn anew as WebP, without what else was in the file." },
    REJECTED: { description: "Refused; `reason` says why." },
  },
});

@Owned("file")
@ObjectType("File", { implements: Node, simpleResolvers: true, description: "A file of an account." })
export class FileType implements Omit<FileRow, "ownerId" | "renditions"> {
  @Visible("public")
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Visible("public")
  @Field(() => FilePurposeEnum, { description: "What it is for." })
  purpose!: FilePurpose;

  @Visible("public")
  @Field(() => FileStatusEnum, { description: "Where it is on its way." })
  status!: FileStatus;

  @Visible("public")
  @Field(() => String, { description: "The name it was uploaded under, safe to show and to save as." })
  fileName!: string;

  @Visible("public")
  @Field(() => String, { description: "Media type: as promised while PENDING, then as found." })
  contentType!: string;

  @Visible("public")
  @Field(() => Int, { description: "Size of the upload in bytes: as promised while PENDING, then as found." })
  sizeBytes!: number;

  @Visible("owner")
  @Field(() => String, { nullable: true, description: "Why it was rejected; null unless it was." })
  reason!: string | null;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was announced." })
  createdAt!: Date;
}

export const FileConnection = connectionOf("File", () => FileType);

@ObjectType("FileRendition", { simpleResolvers: true, description: "A file as it can be fetched." })
export class FileRenditionType {
  @Field(() => GraphQLURL, {
    description: "Where to GET it, without any header. May expire after an hour: ask again rather than store it.",
  })
  url!: string;

  @Field(() => String, { description: "Media type." })
  contentType!: string;

  @Field(() => Int, { description: "Size in bytes." })
  sizeBytes!: number;

  @Field(() => Int, { nullable: true, description: "Of pictures, in pixels." })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: "Of pictures, in pixels." })
  height!: number | null;
}

@InputType({ description: "A file that is about to be uploaded." })
export class RequestUploadInput {
  @Field(() => FilePurposeEnum, { description: "What it is for." })
  purpose!: FilePurpose;

  @Field(() => String, {
    description:
      "Its name, at most 200 characters. Folders, control and text-direction characters are removed; `File.fileName` is what is kept.",
  })
  @Length(1, 200)
  fileName!: string;

  @Field(() => String, { description: "Its media type, such as `image/png`. What it really is is looked at later." })
  @MaxLength(100)
  contentType!: string;

  @Field(() => Int, { description: "Its exact size in bytes." })
  @IsInt()
  @Min(1)
  @Max(2 ** 31 - 1)
  sizeBytes!: number;
}

@ObjectType({ simpleResolvers: true, description: "A request header." })
export class UploadHeader {
  @Field(() => String, { description: "Its name." })
  name!: string;

  @Field(() => String, { description: "Its value." })
  value!: string;
}

@ObjectType("Upload", {
  simpleResolvers: true,
  description: "Where to send a file: PUT its bytes to `url` with `headers`, then call `completeUpload`.",
})
export class UploadType implements Upload {
  @Field(() => GraphQLURL, { description: "Takes one PUT of exactly the promised size and type." })
  url!: string;

  @Field(() => [UploadHeader], { description: "Headers to send with it." })
  headers!: UploadHeader[];

  @Field(() => GraphQLDateTime, { description: "When the address stops working." })
  expiresAt!: Date;
}

@ObjectType({ description: "What requestUpload answers." })
export class RequestUploadPayload {
  @Field(() => FileType, { description: "The file, PENDING." })
  file!: FileRow;

  @Field(() => UploadType, { description: "Where to send it." })
  upload!: Upload;
}

@InputType({ description: "A file that was uploaded." })
export class CompleteUploadInput {
  @Field(() => idOf("File"), { description: "The file." })
  fileId!: string;
}

@ObjectType({ description: "What completeUpload answers." })
export class CompleteUploadPayload {
  @Field(() => FileType, { description: "The file, READY." })
  file!: FileRow;
}

@InputType({ description: "A file to delete." })
export class DeleteFileInput {
  @Field(() => idOf("File"), { description: "The file." })
  fileId!: string;
}

@ObjectType({ description: "What deleteFile answers." })
export class DeleteFilePayload {
  @Field(() => idOf("File"), { description: "Id of the deleted file." })
  deletedId!: string;
}

@InputType({ description: "The picture of the signed-in account." })
export class SetAvatarInput {
  @Field(() => idOf("File"), { nullable: true, description: "A READY file of purpose AVATAR; null takes the picture away." })
  fileId?: string | null;
}
