import type { TypedSignature } from "../signature.js";
import { isScalar, type ValueType } from "../value-type.js";
import { commented, type DriverLanguage, usedNodes } from "./driver.js";
import { libraryFor } from "./cpp-containers.js";
import { LIST_NODE, TREE_NODE } from "./cpp-library.js";

const SCALAR = { int: "int", long: "long long", double: "double", bool: "bool", string: "string" };

function nameWith(std: string): (type: ValueType) => string {
  const name = (type: ValueType): string => {
    if (isScalar(type)) return type.kind === "string" ? `${std}string` : SCALAR[type.kind];
    if (type.kind === "linked_list") return `ListNode<${name(type.of)}>*`;
    if (type.kind === "tree") return `TreeNode<${name(type.of)}>*`;
    if (type.kind === "matrix") return `${std}vector<${std}vector<${name(type.of)}>>`;
    return `${std}vector<${name(type.of)}>`;
  };
  return name;
}

const typeName = nameWith("");
const fullName = nameWith("std::");

function driver({ name, parameters, result, mayFail }: TypedSignature, unique: string): string {
  const space = `driver_${unique}`;
  const types = parameters.map(({ type }, index) => `using Type${index} = ${fullName(type)};`);
  const reads = parameters.map((_, index) => `    ${space}::Type${index} argument${index} = ${space}::next<${space}::Type${index}>();`);
  const list = parameters.map((_, index) => `argument${index}`).join(", ");
  const call = `${space}::Result result = ${name}(${list});`;
  const failing = `    try {
        ${call}
        ${space}::finish<${space}::Result>(result);
    } catch (const std::exception& error) {
        fprintf(stderr, "%s\\n", error.what());
    } catch (...) {
    }
    ${space}::finish('=', "{\\"error\\":true}");`;
  return `#include <bits/stdc++.h>
#include <unistd.h>

${LIST_NODE}
${TREE_NODE}
namespace ${space} {
${libraryFor([...parameters.map(({ type }) => type), result])}
${types.join("\n")}
using Result = ${fullName(result)};
}

#include "main.cpp"

signed main() {
${reads.join("\n")}
${mayFail ? failing : `    ${call}\n    ${space}::finish<${space}::Result>(result);`}
}
`;
}

export const cppDriver: DriverLanguage = {
  entry: "driver.cpp",
  functionName: (name) => name,
  typeName,
  driver,
  starter(signature) {
    const { name, parameters, result } = signature;
    const nodes = usedNodes(signature, { list: commented(LIST_NODE), tree: commented(TREE_NODE) });
    const list = parameters.map((one) => `${parameterType(one.type)} ${one.name}`).join(", ");
    return `#include <bits/stdc++.h>\nusing namespace std;\n\n${nodes}${typeName(result)} ${name}(${list}) {\n}\n`;
  },
};

/** Large values are passed by reference. */
function parameterType(type: ValueType): string {
  const byValue = isScalar(type) ? type.kind !== "string" : type.kind === "linked_list" || type.kind === "tree";
  return byValue ? typeName(type) : `${typeName(type)}&`;
}
