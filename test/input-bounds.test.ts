/** Every string and list that a client may send has a limit of its own: what has none reaches keys, statements and memory as it is. */
import { getMetadataStorage as validations } from "class-validator";
import { getMetadataStorage as types } from "type-graphql";
import "../src/app/compose.js";
import { CHECKED } from "../src/graphql/checked.js";
import { neverNullFieldsOf } from "../src/graphql/kept.js";

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

function constraintsOf(owner: Target, property: string): { name: string; each: boolean }[] {
  return validations()
    .getTargetValidationMetadatas(owner, "", false, false)
    .filter((metadata) => metadata.propertyName === property)
    .map(({ name = "", each }) => ({ name, each }));
}

/** Limited in bytes by their services, partly by settings. */
const IN_BYTES = ["TestInput.input", "TestInput.output", "SubmitCodeInput.source", "RunCodeInput.source", "RunCodeInput.stdin"];
/** `@Checked` fields have their whole rule in one function, its limits included. */
const LENGTHS = ["maxLength", "isLength", "isIn", CHECKED];

describe("input types", () => {
  it("are found", () => {
    expect(fields.length).toBeGreaterThan(100);
  });

  it("limit the length of each string", () => {
    const unlimited = fields
      .filter(({ getType }) => getType() === String)
      .filter(({ owner, name, typeOptions }) => {
        const isList = typeOptions.array === true;
        return !constraintsOf(owner, name).some((found) => LENGTHS.includes(found.name) && found.each === isList);
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
          .filter(({ propertyName }) => propertyName === name);
        return all.some((one) => one.name !== CHECKED) && !all.some(({ type }) => type === "conditionalValidation");
      });
    expect(wrong.map(({ owner, name }) => `${owner.name}.${name}`)).toEqual([]);
  });

  it("say of each field of a change whether null clears it", () => {
    const CLEARED: Record<string, string[]> = {
      UpdateProfileInput: ["bio"],
      UpdateTopicInput: ["description", "parent"],
      UpdateProblemInput: ["constraints", "explanation", "topics", "tags", "hints", "languageLimits", "starterCode", "note", "draft"],
      UpdateFeatureFlagInput: ["description", "roles"],
      UpdateAnnouncementInput: ["body", "roles", "endsAt"],
      ReplaceTestInput: ["explanation"],
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
      .filter(({ owner }) => !LOOKED_UP_BY_NAME.includes(owner.name))
      .filter(({ owner, name }) => !constraintsOf(owner, name).some((found) => ["isOneLine", "matches", CHECKED].includes(found.name)));
    expect(open.map(({ owner, name }) => `${owner.name}.${name}`)).toEqual([]);
  });
});

/** Names and titles. What may have several lines is text of its own: statements, comments, reasons. */
const LOOKED_UP_BY_NAME = [
  "PauseQueueInput",
  "ResumeQueueInput",
  "UpdateFeatureFlagInput",
  "DeleteFeatureFlagInput",
  "SetSystemSettingInput",
  "ResetSystemSettingInput",
];
const ONE_LINE = ["title", "name", "displayName"];
