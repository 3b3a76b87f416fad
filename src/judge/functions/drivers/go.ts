import type { TypedSignature } from "../signature.js";
import { isScalar, typesWithin, type ValueType } from "../value-type.js";
import { commented, type DriverLanguage, usedNodes } from "./driver.js";
import { CONTAINERS, EACH } from "./go-containers.js";
import { BASE, LIST_NODE, SCALARS, TREE_NODE } from "./go-library.js";

const SCALAR = { int: "int", long: "int64", double: "float64", bool: "bool", string: "string" };

function typeName(type: ValueType): string {
  if (isScalar(type)) return SCALAR[type.kind];
  if (type.kind === "linked_list") return `*ListNode[${typeName(type.of)}]`;
  if (type.kind === "tree") return `*TreeNode[${typeName(type.of)}]`;
  if (type.kind === "matrix") return `[][]${typeName(type.of)}`;
  return `[]${typeName(type.of)}`;
}

const NAMES = { int: "Int", long: "Long", double: "Double", bool: "Bool", string: "String" };
const GENERIC = { list: "List", linked_list: "Linked", tree: "Tree" };

/** A function without parameters that reads a value. */
function reader(type: ValueType): string {
  if (isScalar(type)) return `%read${NAMES[type.kind]}`;
  if (type.kind === "matrix") return reader({ kind: "list", of: { kind: "list", of: type.of } });
  return `func() ${typeName(type)} { return %read${GENERIC[type.kind]}(${reader(type.of)}) }`;
}

function writer(type: ValueType): string {
  if (isScalar(type)) return `%write${NAMES[type.kind]}`;
  if (type.kind === "matrix") return writer({ kind: "list", of: { kind: "list", of: type.of } });
  return `func(value ${typeName(type)}) { %write${GENERIC[type.kind]}(value, ${writer(type.of)}) }`;
}

/** Only what the types need: each function takes time to compile, with each submission. */
function libraryFor(types: readonly ValueType[]): string {
  const kinds = new Set(typesWithin(types).map(({ kind }) => kind));
  const containers = Object.entries(CONTAINERS).filter(([kind]) => kinds.has(kind as ValueType["kind"]));
  const scalars = Object.entries(SCALARS).filter(([kind]) => kinds.has(kind as ValueType["kind"]));
  return [BASE, ...scalars.map(([, code]) => code), containers.length > 0 ? EACH : "", ...containers.map(([, code]) => code)].join("");
}

function driver({ name, parameters, result, mayFail }: TypedSignature, unique: string): string {
  const reads = parameters.map(({ type }, index) => `\targument${index} := (${reader(type)})()\n\t%at++`);
  const call = `${name}(${parameters.map((_, index) => `argument${index}`).join(", ")})`;
  const failing = `	result, failure := ${call}
	if failure != nil {
		os.Stderr.WriteString(failure.Error() + "\\n")
		%finish(channel, token, '=', []byte("{\\"error\\":true}"))
	}`;
  const source = `package main

import (
	"os"
	"strconv"
	"syscall"
)

${LIST_NODE}
${TREE_NODE}${libraryFor([...parameters.map(({ type }) => type), result])}
func main() {
	channel, _ := syscall.Dup(1)
	for %data[%at] != '\\n' {
		%at++
	}
	token := string(%data[:%at])
	%at++
${reads.join("\n")}
	%data = nil
${mayFail ? failing : `	var result ${typeName(result)} = ${call}`}
	defer func() {
		if message, ok := recover().(%mismatch); ok {
			%finish(channel, token, '?', []byte(message))
		}
	}()
	(${writer(result)})(result)
	%finish(channel, token, '=', %out)
}
`;
  return source.replaceAll(/%(?=[a-z])/gi, `driver${unique}_`);
}

export const goDriver: DriverLanguage = {
  entry: "driver.go",
  functionName: (name) => name,
  typeName,
  driver,
  starter(signature) {
    const { name, parameters, result, mayFail } = signature;
    const nodes = usedNodes(signature, { list: commented(LIST_NODE), tree: commented(TREE_NODE) });
    const list = parameters.map((one) => `${one.name} ${typeName(one.type)}`).join(", ");
    const returned = mayFail ? `(${typeName(result)}, error)` : typeName(result);
    return `package main\n\n${nodes}func ${name}(${list}) ${returned} {\n\tpanic("not implemented")\n}\n`;
  },
};
