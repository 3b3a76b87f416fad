import { IsInt, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Owned, Visible } from "../../../graphql/access.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { Node } from "../../../graphql/node.js";
import { OneLine } from "../../../graphql/one-line.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import type { FileRow, Upload } from "./files.service.js";
import { FILE_PURPOSES, FILE_STATUSES, type FilePurpose, type FileStatus } from "./stored-file.entity.js";

const FilePurposeEnum = enumOf(FILE_PURPOSES);
registerEnumType(FilePurposeEnum, {
  name: "FilePurpose",
  description: "Purpose of a file. It determines which files are accepted and who may read them.",
  valuesConfig: {
    AVATAR: { description: "Avatar of an account: JPEG, PNG, WebP or GIF, at most 5 MiB. Visible to everyone." },
    ATTACHMENT: { description: "Image, PDF, ZIP or plain text, at most 10 MiB. Readable by its owner, and wherever it is attached." },
    TEST_DATA: {
      description:
        "Tests of a problem, for importProblemTests (a ZIP archive) and editProblemTests (an input or an expected output): any bytes, at most 256 MiB. For instructors and admins. Removed once it is part of a test set, or after a day.",
    },
    PROBLEM_PACKAGE: {
      description:
        "A problem package as one ZIP archive, for importProblemPackage: at most 256 MiB. For instructors and admins. Removed when the import ends, or after a day.",
    },
    LOGO: {
      description:
        "Logo of an organization, for setOrganizationLogo: JPEG, PNG, WebP or GIF, at most 5 MiB, any proportions. Visible to everyone who has its URL. Removed after a day if it is not used.",
    },
  },
});

const FileStatusEnum = enumOf(FILE_STATUSES);
registerEnumType(FileStatusEnum, {
  name: "FileStatus",
  description: "Processing status of a file.",
  valuesConfig: {
    PENDING: { description: "Waiting for the upload and for `completeUpload`; removed after a day." },
    READY: { description: "Validated and stored. Images were re-encoded as WebP, without metadata." },
    REJECTED: { description: "Rejected; `reason` explains why." },
  },
});

@Owned("file")
@ObjectType("File", { implements: Node, simpleResolvers: true, description: "A file of an account." })
export class FileType implements Omit<FileRow, "ownerId" | "renditions"> {
  @Visible("public")
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Visible("public")
  @Field(() => FilePurposeEnum, { description: "Purpose of the file." })
  purpose!: FilePurpose;

  @Visible("public")
  @Field(() => FileStatusEnum, { description: "Processing status." })
  status!: FileStatus;

  @Visible("public")
  @Field(() => String, { description: "Sanitized name of the uploaded file, safe to display and to save as." })
  fileName!: string;

  @Visible("public")
  @Field(() => String, { description: "Media type: as declared while PENDING, then as detected." })
  contentType!: string;

  @Visible("public")
  @Field(() => Int, { description: "Size of the upload in bytes: as declared while PENDING, then as measured." })
  sizeBytes!: number;

  @Visible("owner")
  @Field(() => String, { nullable: true, description: "Why it was rejected; null unless REJECTED." })
  reason!: string | null;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When the upload was requested." })
  createdAt!: Date;
}

export const FileConnection = connectionOf("File", () => FileType);

@ObjectType("FileRendition", { simpleResolvers: true, description: "A downloadable version of a file." })
export class FileRenditionType {
  @Field(() => GraphQLURL, {
    description: "URL to GET without any headers. May expire after an hour: query it again rather than store it.",
  })
  url!: string;

  @Field(() => String, { description: "Media type." })
  contentType!: string;

  @Field(() => Int, { description: "Size in bytes." })
  sizeBytes!: number;

  @Field(() => Int, { nullable: true, description: "Width in pixels; only for images." })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: "Height in pixels; only for images." })
  height!: number | null;
}

@InputType({ description: "A file to be uploaded." })
export class RequestUploadInput {
  @Field(() => FilePurposeEnum, { description: "Purpose of the file." })
  purpose!: FilePurpose;

  @Field(() => String, {
    description:
      "Name of the file, at most 200 characters. Folders, control and text-direction characters are removed; `File.fileName` is the stored name.",
  })
  @Length(1, 200)
  fileName!: string;

  @Field(() => String, { description: "Media type of the file, such as `image/png`. The actual type is checked later." })
  @MaxLength(100)
  @OneLine()
  contentType!: string;

  @Field(() => Int, { description: "Exact size of the file in bytes." })
  @IsInt()
  @Min(1)
  @Max(2 ** 31 - 1)
  sizeBytes!: number;
}

@ObjectType({ simpleResolvers: true, description: "A request header." })
export class UploadHeader {
  @Field(() => String, { description: "Name of the header." })
  name!: string;

  @Field(() => String, { description: "Value of the header." })
  value!: string;
}

@ObjectType("Upload", {
  simpleResolvers: true,
  description: "Upload instructions: PUT the bytes to `url` with `headers`, then call `completeUpload`.",
})
export class UploadType implements Upload {
  @Field(() => GraphQLURL, { description: "URL that accepts one PUT of exactly the declared size and type." })
  url!: string;

  @Field(() => [UploadHeader], { description: "Headers to send with the PUT." })
  headers!: UploadHeader[];

  @Field(() => GraphQLDateTime, { description: "When the URL expires." })
  expiresAt!: Date;
}

@ObjectType({ description: "Result of requestUpload." })
export class RequestUploadPayload {
  @Field(() => FileType, { description: "The file, PENDING." })
  file!: FileRow;

  @Field(() => UploadType, { description: "Upload instructions." })
  upload!: Upload;
}

@InputType({ description: "A file that has been uploaded." })
export class CompleteUploadInput {
  @Field(() => idOf("File"), { description: "The file." })
  fileId!: string;
}

@ObjectType({ description: "Result of completeUpload." })
export class CompleteUploadPayload {
  @Field(() => FileType, { description: "The file, READY." })
  file!: FileRow;
}

@InputType({ description: "A file to delete." })
export class DeleteFileInput {
  @Field(() => idOf("File"), { description: "The file." })
  fileId!: string;
}

@ObjectType({ description: "Result of deleteFile." })
export class DeleteFilePayload {
  @Field(() => idOf("File"), { description: "Id of the deleted file." })
  deletedId!: string;
}

@InputType({ description: "The avatar of the signed-in account." })
export class SetAvatarInput {
  @Field(() => idOf("File"), { nullable: true, description: "A READY file of purpose AVATAR; null removes the avatar." })
  fileId?: string | null;
}
