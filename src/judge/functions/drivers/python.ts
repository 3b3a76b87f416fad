import { snakeCase, type TypedSignature } from "../signature.js";
import { isScalar, type ValueType } from "../value-type.js";
import { type DriverLanguage, usedNodes } from "./driver.js";
import { driverFor } from "./python-library.js";

const SCALAR = { int: "int", long: "int", double: "float", bool: "bool", string: "str" };

function typeName(type: ValueType): string {
  if (isScalar(type)) return SCALAR[type.kind];
  if (type.kind === "linked_list") return "ListNode | None";
  if (type.kind === "tree") return "TreeNode | None";
  if (type.kind === "matrix") return `list[list[${typeName(type.of)}]]`;
  return `list[${typeName(type.of)}]`;
}

const NODES = {
  list: "# class ListNode:\n#     def __init__(self, value=0, next=None):\n#         self.value = value\n#         self.next = next\n\n",
  tree: "# class TreeNode:\n#     def __init__(self, value=0, left=None, right=None):\n#         self.value = value\n#         self.left = left\n#         self.right = right\n\n",
};

/** A nested tuple that the driver walks: `("list", ("int",))`. */
function shapeOf(type: ValueType): string {
  if (isScalar(type)) return `("${type.kind}",)`;
  if (type.kind === "matrix") return `("list", ("list", ${shapeOf(type.of)}))`;
  return `("${type.kind}", ${shapeOf(type.of)})`;
}

const hasNodes = (type: ValueType): boolean =>
  !isScalar(type) && (type.kind === "linked_list" || type.kind === "tree" || hasNodes(type.of));

export const pythonDriver: DriverLanguage = {
  entry: "driver.py",
  functionName: snakeCase,
  typeName,
  driver({ name, parameters, result, mayFail }: TypedSignature): string {
    const shapes = parameters.map(({ type }) => `(${hasNodes(type) ? "False" : "True"}, ${shapeOf(type)}),`);
    const constants = [
      `PARAMETERS = (${shapes.join(" ")})`,
      `RESULT = ${shapeOf(result)}`,
      `MAY_FAIL = ${mayFail ? "True" : "False"}`,
      `FUNCTION = "${snakeCase(name)}"`,
    ];
    return `${constants.join("\n")}\n${driverFor({ nodes: hasNodes(result) || parameters.some(({ type }) => hasNodes(type)) })}`;
  },
  starter(signature: TypedSignature): string {
    const { name, parameters, result } = signature;
    const list = parameters.map((one) => `${snakeCase(one.name)}: ${typeName(one.type)}`).join(", ");
    const nodes = usedNodes(signature, NODES);
    return `${nodes}def ${snakeCase(name)}(${list}) -> ${typeName(result)}:\n    pass\n`;
  },
};
