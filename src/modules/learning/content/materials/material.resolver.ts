import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { mayOpenTrack } from "../../../../access/premium.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { translated } from "../../../../kernel/locales.js";
import { fileOfTrack, type TrackFileRow } from "../files/track-file.loaders.js";
import { TrackFileType } from "../files/track-file.type.js";
import { isLocked, type LessonRow } from "../lessons/lesson.rows.js";
import { LessonType } from "../lessons/lesson.type.js";
import type { ModuleRow } from "../modules/track-module.loaders.js";
import { TrackModuleType } from "../modules/track-module.type.js";
import { LOCALE_ARGUMENT } from "../tracks/track.type.js";
import { materialsOfLesson, materialsOfModule, type MaterialRow } from "./material.loaders.js";
import {
  AddMaterialInput,
  AddMaterialPayload,
  MaterialTextType,
  MaterialType,
  MoveMaterialInput,
  MoveMaterialPayload,
  RemoveMaterialInput,
  RemoveMaterialPayload,
  UpdateMaterialInput,
  UpdateMaterialPayload,
} from "./material.type.js";
import type { MaterialsService } from "./materials.service.js";

@Resolver(() => MaterialType)
export class MaterialResolver {
  constructor(private readonly materials: MaterialsService) {}

  @Allow("track:edit")
  @Mutation(() => AddMaterialPayload, {
    description: "Adds a material to a module or a lesson. Takes effect immediately. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async addMaterial(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => AddMaterialInput, { description: "The new material." }) input: AddMaterialInput,
  ): Promise<AddMaterialPayload> {
    return { material: await this.materials.add(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => UpdateMaterialPayload, {
    description:
      "Changes a material, in one language. Takes effect immediately. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when `expectedVersion` is not the present one.",
  })
  async updateMaterial(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateMaterialInput, { description: "The material and the changes." }) input: UpdateMaterialInput,
  ): Promise<UpdateMaterialPayload> {
    return { material: await this.materials.update(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => MoveMaterialPayload, {
    description:
      "Moves a material within its list. Moves by several editors at the same time all take effect. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async moveMaterial(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => MoveMaterialInput, { description: "The material and its new place." }) { id, afterId }: MoveMaterialInput,
  ): Promise<MoveMaterialPayload> {
    return { material: await this.materials.move(signedIn, id, afterId ?? null) };
  }

  @Allow("track:edit")
  @Mutation(() => RemoveMaterialPayload, {
    description: "Removes a material. Its file stays with the track. Takes effect immediately. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async removeMaterial(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RemoveMaterialInput, { description: "The material to remove." }) { id }: RemoveMaterialInput,
  ): Promise<RemoveMaterialPayload> {
    await this.materials.remove(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => MaterialTextType, { description: "Title and description in one language." })
  text(
    @Root() { title, description, ...material }: MaterialRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): MaterialTextType {
    return translated({ title, description }, material, locale) as unknown as MaterialTextType;
  }

  @FieldResolver(() => TrackFileType, { nullable: true, description: "File to download. Set unless `url` is." })
  file(@Ctx() context: RequestContext, @Root() { fileId }: MaterialRow): Promise<TrackFileRow | null> | null {
    return fileId === null ? null : context.loader(fileOfTrack).load(fileId);
  }
}

@Resolver(() => TrackModuleType)
export class ModuleMaterialsResolver {
  @FieldResolver(() => [MaterialType], { description: "Materials of the whole module, in order. Empty if the track is `locked`." })
  async materials(@Ctx() context: RequestContext, @Root() module: ModuleRow): Promise<MaterialRow[]> {
    return mayOpenTrack(context.viewer, module.trackId, module) ? context.loader(materialsOfModule).load(module.id) : [];
  }
}

@Resolver(() => LessonType)
export class LessonMaterialsResolver {
  @Visible("public")
  @FieldResolver(() => [MaterialType], { description: "Materials of the lesson, in order. Empty if the lesson is `locked`." })
  async materials(@Ctx() context: RequestContext, @Root() lesson: LessonRow): Promise<MaterialRow[]> {
    return isLocked(context.viewer, lesson) ? [] : context.loader(materialsOfLesson).load(lesson.id);
  }
}
