import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { ClassRow } from "../class.rows.js";
import { ClassType } from "../class.type.js";
import {
  ClassSectionType,
  CreateClassSectionInput,
  CreateClassSectionPayload,
  DeleteClassSectionInput,
  DeleteClassSectionPayload,
  RenameClassSectionInput,
  RenameClassSectionPayload,
} from "./section.type.js";
import { sectionsOfClass, type SectionRow, type SectionsService } from "./sections.service.js";

@Resolver(() => ClassType)
export class ClassSectionResolver {
  constructor(private readonly service: SectionsService) {}

  @FieldResolver(() => [ClassSectionType], { description: "Sections by name, at most 50." })
  sections(@Ctx() context: RequestContext, @Root() { id }: ClassRow): Promise<SectionRow[]> {
    return context.loader(sectionsOfClass).load(id);
  }

  @Allow("class:edit")
  @Mutation(() => CreateClassSectionPayload, {
    description:
      "Adds a section. For the class's instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived or full of sections, or the name is taken.",
  })
  async createClassSection(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateClassSectionInput, { description: "The section." }) { classId, name }: CreateClassSectionInput,
  ): Promise<CreateClassSectionPayload> {
    return { section: await this.service.create(signedIn, classId, name) };
  }

  @Allow("class:edit")
  @Mutation(() => RenameClassSectionPayload, {
    description:
      "Renames a section. For the class's instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived or the name is taken.",
  })
  async renameClassSection(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RenameClassSectionInput, { description: "The section." }) { id, name }: RenameClassSectionInput,
  ): Promise<RenameClassSectionPayload> {
    return { section: await this.service.rename(signedIn, id, name) };
  }

  @Allow("class:edit")
  @Mutation(() => DeleteClassSectionPayload, {
    description:
      "Deletes a section; its members stay in the class. For the class's instructors. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async deleteClassSection(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteClassSectionInput, { description: "The section." }) { id }: DeleteClassSectionInput,
  ): Promise<DeleteClassSectionPayload> {
    await this.service.remove(signedIn, id);
    return { deletedId: id };
  }
}
