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
import { renditionOf, type FileRow, type FilesService } from "./files.service.js";

@ObjectType({ description: "Result of setAvatar." })
class SetAvatarPayload {
  @Field(() => UserType, { description: "The account with its new avatar." })
  user!: UserType;
}

@Resolver(() => FileType)
export class FileResolver {
  constructor(private readonly files: FilesService) {}

  @Allow("file:read")
  @Query(() => FileType, { nullable: true, description: "A file. NOT_FOUND unless it is yours or you are an admin." })
  file(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("File"), { description: "Id of the file." }) id: string,
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
      "Registers a file and returns the URL to PUT it to. The bytes go to object storage, not through this API. Errors: BAD_USER_INPUT, FORBIDDEN for a purpose that your role does not have, PAYLOAD_TOO_LARGE with limitBytes, RATE_LIMITED, CONFLICT when your files exceed your total quota.",
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
      "Validates an uploaded file: checks its size and actual type, and re-encodes images. Safe to repeat. Errors: NOT_FOUND, BAD_USER_INPUT when nothing was uploaded or the file is rejected, SERVICE_UNAVAILABLE.",
  })
  async completeUpload(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CompleteUploadInput, { description: "The file." }) { fileId }: CompleteUploadInput,
  ): Promise<CompleteUploadPayload> {
    return { file: await this.files.completeUpload(signedIn, fileId) };
  }

  @Allow("file:upload")
  @Mutation(() => DeleteFilePayload, {
    description:
      "Deletes one of your files permanently, even if it is in use. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when you have handed it in for an assignment of a class.",
  })
  async deleteFile(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteFileInput, { description: "The file." }) { fileId }: DeleteFileInput,
  ): Promise<DeleteFilePayload> {
    await this.files.remove(signedIn, fileId);
    return { deletedId: fileId };
  }

  @Allow("profile:edit")
  @Mutation(() => SetAvatarPayload, {
    description: "Sets or removes your avatar. Errors: NOT_FOUND, BAD_USER_INPUT, FORBIDDEN for a file of another account.",
  })
  async setAvatar(
    @Ctx() context: RequestContext,
    @Arg("input", () => SetAvatarInput, { description: "The avatar." }) { fileId }: SetAvatarInput,
  ): Promise<SetAvatarPayload> {
    await this.files.setAvatar(context.signedIn, fileId ?? null);
    return { user: (await context.loader(userById).load(context.signedIn.id))! };
  }

  @Visible("owner")
  @FieldResolver(() => [FileRenditionType], {
    nullable: true,
    description:
      "Downloadable versions, smallest first: several sizes of an image, one version of any other file. Empty until READY, and for TEST_DATA and PROBLEM_PACKAGE.",
  })
  renditions(@Root() file: FileRow): Promise<FileRenditionType[]> {
    return Promise.all(file.renditions.map((rendition) => renditionOf(this.files, rendition)));
  }
}

@Resolver(() => UserType)
export class AvatarResolver {
  constructor(private readonly files: FilesService) {}

  @Visible("public")
  @FieldResolver(() => FileRenditionType, { nullable: true, description: "The account's avatar, a square image; null if it has none." })
  async avatar(
    @Ctx() context: RequestContext,
    @Root() { id }: UserType,
    @Arg("pixels", () => Int, {
      defaultValue: 64,
      description:
        "Desired width in pixels. Returns the smallest of 64, 256 and 512 that is at least as wide, or else the largest available.",
    })
    pixels: number,
  ): Promise<FileRenditionType | null> {
    const file = await context.loader(avatarOf).load(id);
    const fitting = file?.renditions.find(({ width }) => (width ?? 0) >= pixels) ?? file?.renditions.at(-1);
    return fitting ? renditionOf(this.files, fitting) : null;
  }
}
