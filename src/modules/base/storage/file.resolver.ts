import { Arg, Args, Ctx, FieldResolver, Int, Mutation, ObjectType, Field, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import { userById } from "../users/user.loaders.js";
import { UserType } from "../users/user.type.js";
import { avatarOf } from "./file.loaders.js";
import {
  CompleteUploadInput,
  CompleteUploadPayload,
  DeleteFileInput,
  DeleteFilePayload,
  FileConnection,
  FileRenditionType,
  FileType,
  RequestUploadInput,
  RequestUploadPayload,
  SetAvatarInput,
} from "./file.type.js";
import type { FileRow, FilesService } from "./files.service.js";
import type { Rendition } from "./stored-file.entity.js";

@ObjectType({ description: "What setAvatar answers." })
class SetAvatarPayload {
  @Field(() => UserType, { description: "The account with its new picture." })
  user!: UserType;
}

@Resolver(() => FileType)
export class FileResolver {
  constructor(private readonly files: FilesService) {}

  @Allow("file:read")
  @Query(() => FileType, { nullable: true, description: "One file. NOT_FOUND unless it is yours or you are an admin." })
  file(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("File"), { description: "The file's id." }) id: string,
  ): Promise<FileRow> {
    return this.files.read(em, signedIn, id);
  }

  @Allow("file:read")
  @Query(() => FileConnection, { description: "Your files, newest first." })
  myFiles(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<FileRow>> {
    return this.files.list(em, signedIn, page);
  }

  @Allow("file:upload")
  @Mutation(() => RequestUploadPayload, {
    description:
      "Announces a file and answers where to PUT it: the bytes go to the object storage, not through this API. Errors: BAD_USER_INPUT, PAYLOAD_TOO_LARGE with limitBytes, RATE_LIMITED, CONFLICT when your files together are too large.",
  })
  requestUpload(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RequestUploadInput, { description: "The file." }) input: RequestUploadInput,
  ): Promise<RequestUploadPayload> {
    return this.files.requestUpload(signedIn, input);
  }

  @Allow("file:upload")
  @Mutation(() => CompleteUploadPayload, {
    description:
      "Has the uploaded file looked at: its size, what it really is, and pictures are drawn anew. Safe to repeat. Errors: NOT_FOUND, BAD_USER_INPUT when nothing was uploaded or it is refused, SERVICE_UNAVAILABLE.",
  })
  async completeUpload(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CompleteUploadInput, { description: "The file." }) { fileId }: CompleteUploadInput,
  ): Promise<CompleteUploadPayload> {
    return { file: await this.files.completeUpload(signedIn, fileId) };
  }

  @Allow("file:upload")
  @Mutation(() => DeleteFilePayload, {
    description: "Deletes a file of yours permanently, also where it is used. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async deleteFile(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteFileInput, { description: "The file." }) { fileId }: DeleteFileInput,
  ): Promise<DeleteFilePayload> {
    await this.files.remove(signedIn, fileId);
    return { deletedId: fileId };
  }

  @Allow("profile:edit")
  @Mutation(() => SetAvatarPayload, { description: "Sets or takes away your picture. Errors: NOT_FOUND, BAD_USER_INPUT." })
  async setAvatar(
    @Ctx() context: RequestContext,
    @Arg("input", () => SetAvatarInput, { description: "The picture." }) { fileId }: SetAvatarInput,
  ): Promise<SetAvatarPayload> {
    await this.files.setAvatar(context.signedIn, fileId ?? null);
    return { user: (await context.loader(userById).load(context.signedIn.id))! };
  }

  @Visible("owner")
  @FieldResolver(() => [FileRenditionType], {
    nullable: true,
    description:
      "How it can be fetched, smallest first: a picture in several sizes, anything else in one. Empty until READY, and for TEST_DATA.",
  })
  renditions(@Root() file: FileRow): Promise<FileRenditionType[]> {
    return Promise.all(file.renditions.map((rendition) => renditionOf(this.files, rendition)));
  }
}

@Resolver(() => UserType)
export class AvatarResolver {
  constructor(private readonly files: FilesService) {}

  @Visible("public")
  @FieldResolver(() => FileRenditionType, { nullable: true, description: "Its picture, square; null when it has none." })
  async avatar(
    @Ctx() context: RequestContext,
    @Root() { id }: UserType,
    @Arg("pixels", () => Int, {
      defaultValue: 64,
      description:
        "The width wanted, in pixels. The answer is the smallest of 64, 256 and 512 that is at least as wide, or the widest there is.",
    })
    pixels: number,
  ): Promise<FileRenditionType | null> {
    const file = await context.loader(avatarOf).load(id);
    const fitting = file?.renditions.find(({ width }) => (width ?? 0) >= pixels) ?? file?.renditions.at(-1);
    return fitting ? renditionOf(this.files, fitting) : null;
  }
}

async function renditionOf(files: FilesService, rendition: Rendition): Promise<FileRenditionType> {
  const { contentType, sizeBytes, width, height } = rendition;
  return { url: await files.urlOf(rendition), contentType, sizeBytes, width, height };
}
