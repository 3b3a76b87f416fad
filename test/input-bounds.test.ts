/** Every string and list that a client may send has a limit of its own: what has none reaches keys, statements and memory as it is. */
import { getMetadataStorage as validations } from "class-validator";
import { getMetadataStorage as types } from "type-graphql";
import "../src/app/declared.js";
import { neverNullFieldsOf } from "../src/graphql/kept.js";
import { LanguageName } from "../src/modules/practice/languages/language.type.js";
import { CHECKED, type FieldCheck } from "../src/graphql/checked.js";

/** A class, as type-graphql keeps it. */
type Target = ReturnType<typeof types>["inputTypes"][number]["target"];

interface InputField {
  name: string;
  target: Target;
  getType(): unknown;
  typeOptions: { array?: boolean; nullable?: boolean | string };
}

/** With the fields of the classes that a class extends. */
function fieldsOf(target: Target): InputField[] {
  const all = types().fields as unknown as InputField[];
  return all.filter((field) => target === field.target || target.prototype instanceof field.target);
}

const classes = [...types().inputTypes, ...types().argumentTypes].map(({ target }) => target);
const fields = classes.flatMap((target) => fieldsOf(target).map((field) => ({ ...field, owner: target })));

function constraintsOf(owner: Target, property: string) {
  return validations()
    .getTargetValidationMetadatas(owner, "", false, false)
    .filter((metadata) => metadata.propertyName === property)
    .map(({ name = "", each, constraints }) => ({ name, each, constraints: (constraints ?? []) as unknown[] }));
}

/** Whether a rule of the domain, which is a constraint as well, refuses a text. */
function isChecked(owner: Target, property: string, text: string): boolean {
  const checks = constraintsOf(owner, property).filter(({ name }) => name === CHECKED);
  return checks.some(({ constraints: [check] }) => {
    try {
      (check as FieldCheck<object>)(text as never, property, { username: "ada", email: "ada@example.org" });
      return false;
    } catch {
      return true;
    }
  });
}

/** Limited in bytes by their services, partly by settings. */
const IN_BYTES = [
  "TestInput.input",
  "TestInput.output",
  "CodeFields.source",
  "SubmitCodeInput.source",
  "RunCodeInput.source",
  "RunCodeInput.stdin",
];
const LENGTHS = ["maxLength", "isLength", "isIn"];

describe("input types", () => {
  it("are found", () => {
    expect(fields.length).toBeGreaterThan(100);
  });

  it("limit the length of each string", () => {
    const unlimited = fields
      .filter(({ getType }) => getType() === String || getType() === LanguageName)
      .filter(({ owner, name, typeOptions }) => {
        const isList = typeOptions.array === true;
        const isBounded = constraintsOf(owner, name).some((found) => LENGTHS.includes(found.name) && found.each === isList);
        return !isBounded && !isChecked(owner, name, "x".repeat(100_000));
      });
    const names = unlimited.map(({ owner, name }) => `${owner.name}.${name}`);
    expect(names.filter((name) => !IN_BYTES.includes(name))).toEqual([]);
  });

  it("limit the length of each list", () => {
    const unlimited = fields
      .filter(({ typeOptions }) => typeOptions.array)
      .filter(({ owner, name }) => !constraintsOf(owner, name).some((found) => found.name === "arrayMaxSize"));
    expect(unlimited.map(({ owner, name }) => `${owner.name}.${name}`)).toEqual([]);
  });

  it("let what may be absent be absent", () => {
    const wrong = fields
      .filter(({ typeOptions }) => typeOptions.nullable === true)
      .filter(({ owner, name }) => {
        const all = validations()
          .getTargetValidationMetadatas(owner, "", false, false)
          .filter((metadata) => metadata.propertyName === name && metadata.name !== CHECKED);
        return all.length > 0 && !all.some(({ type }) => type === "conditionalValidation");
      });
    expect(wrong.map(({ owner, name }) => `${owner.name}.${name}`)).toEqual([]);
  });

  it("say of each field of a change whether null clears it", () => {
    const CLEARED: Record<string, string[]> = {
      UpdateProfileInput: ["bio"],
      UpdateReviewSettingsInput: [],
      UpdateTopicInput: ["description", "parent"],
      UpdateProblemInput: [
        "constraints",
        "credits",
        "explanation",
        "topics",
        "tags",
        "hints",
        "languageLimits",
        "checkerParameters",
        "drivers",
        "includedFiles",
        "signature",
        "scoring",
        "interactor",
        "starterCode",
        "note",
        "draft",
      ],
      UpdateFeatureFlagInput: ["description", "roles"],
      UpdateActivitySettingsInput: [],
      UpdateLeaderboardSettingsInput: [],
      UpdateAnnouncementInput: ["body", "roles", "endsAt"],
      ReplaceTestInput: ["explanation", "checkerArguments"],
      UpdateQuestionBankInput: ["description"],
      UpdateQuestionInput: ["topics"],
      UpdateQuizInput: ["locale", "removeTranslation", "description", "timeLimitMs", "maxAttempts", "opensAt", "dueAt"],
      UpdateSubjectInput: ["description", "language"],
      UpdateTrackInput: ["subject", "summary", "description", "locale", "removeTranslation"],
      UpdateTrackModuleInput: ["summary", "locale", "removeTranslation"],
      UpdateLessonInput: ["summary", "blocks", "topics", "locale", "removeTranslation", "note"],
      UpdateLessonNoteInput: [],
      UpdateAssessmentInput: ["instructions", "opensAt", "closesAt"],
      UpdateForumCategoryInput: [],
      UpdateForumReplyInput: [],
      UpdateForumThreadInput: [],
      UpdateLineCommentInput: [],
      UpdateNotebookInput: [],
      UpdateMaterialInput: ["description", "locale", "removeTranslation"],
      UpdateClassInput: ["description", "term", "termEndsOn"],
      ReplaceClassJoinCodeInput: ["expiresAt"],
      UpdateClassMemberInput: ["sectionId"],
      UpdateOrganizationInput: ["description", "website", "primaryColor", "accentColor"],
      UpdateOrganizationMemberInput: [],
      UpdateWebhookEndpointInput: ["description"],
      UpdateProductInput: ["description", "durationDays", "stock", "availableFrom", "availableUntil"],
      UpdateClassAssignmentInput: ["instructions", "opensAt", "dueAt", "closesAt", "releaseAt", "remindHours", "regradeDays"],
      UpdateAssignmentInput: ["instructions", "locale", "removeTranslation"],
    };
    const changes = classes.filter(({ name }) => /^(Update|Replace)\w+Input$/.test(name));
    expect(changes.map(({ name }) => name).sort()).toEqual(Object.keys(CLEARED).sort());
    for (const change of changes) {
      const optional = fieldsOf(change).filter(({ typeOptions }) => typeOptions.nullable === true);
      const said = [...CLEARED[change.name]!, ...neverNullFieldsOf(change)];
      expect({ [change.name]: said.sort() }).toEqual({ [change.name]: optional.map(({ name }) => name).sort() });
    }
  });

  it("take one line where one line is shown", () => {
    const open = fields
      .filter(({ getType, name }) => getType() === String && ONE_LINE.includes(name))
      .filter(({ owner, name }) => !constraintsOf(owner, name).some((found) => found.name === "isOneLine"))
      .filter(({ owner, name }) => !isChecked(owner, name, "two\nlines"));
    expect(open.map(({ owner, name }) => `${owner.name}.${name}`)).toEqual([]);
  });
});

/** Names and titles. What may have several lines is text of its own: statements, comments, reasons. */
const ONE_LINE = ["title", "name", "displayName"];
