import type { TypedSignature } from "../signature.js";
import { isScalar, type ValueType } from "../value-type.js";
import { type DriverLanguage, usesNodes } from "./driver.js";

const SCALAR = { int: "int", long: "int64", double: "float64", bool: "bool", string: "string" };

function typeName(type: ValueType): string {
  if (isScalar(type)) return SCALAR[type.kind];
  if (type.kind === "linked_list") return `*ListNode[${typeName(type.of)}]`;
  if (type.kind === "tree") return `*TreeNode[${typeName(type.of)}]`;
  if (type.kind === "matrix") return `[][]${typeName(type.of)}`;
  return `[]${typeName(type.of)}`;
}

const LIST_NODE = `type ListNode[T any] struct {
	Value T
	Next  *ListNode[T]
}
`;
const TREE_NODE = `type TreeNode[T any] struct {
	Value       T
	Left, Right *TreeNode[T]
}
`;

/** `%` is a prefix that the learner's names don't have. */
const LIBRARY = `
var %data = func() []byte {
	var data []byte
	buffer := make([]byte, 1<<16)
	for {
		n, _ := syscall.Read(0, buffer)
		if n <= 0 {
			return data
		}
		data = append(data, buffer[:n]...)
	}
}()
var %at int

func %int() int64 {
	negative := %data[%at] == '-'
	if negative {
		%at++
	}
	var value uint64
	for %at < len(%data) && %data[%at] >= '0' && %data[%at] <= '9' {
		value = value*10 + uint64(%data[%at]-'0')
		%at++
	}
	if negative {
		return int64(-value)
	}
	return int64(value)
}

func %readInt() int      { return int(%int()) }
func %readLong() int64   { return %int() }
func %readBool() bool {
	if %data[%at] == 't' {
		%at += 4
		return true
	}
	%at += 5
	return false
}

func %readDouble() float64 {
	if %data[%at] == '"' {
		start := %at + 1
		for %at = start; %data[%at] != '"'; {
			%at++
		}
		%at++
		value, _ := strconv.ParseFloat(string(%data[start:%at-1]), 64)
		return value
	}
	start := %at
	for %at < len(%data) && %data[%at] != ',' && %data[%at] != ']' && %data[%at] != '\\n' {
		%at++
	}
	value, _ := strconv.ParseFloat(string(%data[start:%at]), 64)
	return value
}

func %readString() string {
	%at++
	var text []byte
	for %data[%at] != '"' {
		c := %data[%at]
		%at++
		if c != '\\\\' {
			text = append(text, c)
			continue
		}
		c = %data[%at]
		%at++
		switch c {
		case 'n':
			c = '\\n'
		case 't':
			c = '\\t'
		case 'r':
			c = '\\r'
		case 'b':
			c = '\\b'
		case 'f':
			c = '\\f'
		case 'u':
			code, _ := strconv.ParseUint(string(%data[%at:%at+4]), 16, 32)
			%at += 4
			if code >= 0xd800 && code < 0xdc00 && %data[%at] == '\\\\' && %data[%at+1] == 'u' {
				low, _ := strconv.ParseUint(string(%data[%at+2:%at+6]), 16, 32)
				%at += 6
				code = 0x10000 + (code-0xd800)<<10 + low - 0xdc00
			}
			text = append(text, string(rune(code))...)
			continue
		}
		text = append(text, c)
	}
	%at++
	return string(text)
}

func %each(element func()) {
	%at++
	for %data[%at] != ']' {
		element()
		if %data[%at] == ',' {
			%at++
		}
	}
	%at++
}

func %readList[T any](read func() T) []T {
	list := []T{}
	%each(func() { list = append(list, read()) })
	return list
}

func %readLinked[T any](read func() T) *ListNode[T] {
	var head *ListNode[T]
	end := &head
	%each(func() {
		*end = &ListNode[T]{Value: read()}
		end = &(*end).Next
	})
	return head
}

func %readTree[T any](read func() T) *TreeNode[T] {
	var nodes []*TreeNode[T]
	count := 0
	%each(func() {
		var node *TreeNode[T]
		if %data[%at] == 'n' {
			%at += 4
		} else {
			node = &TreeNode[T]{Value: read()}
		}
		if count > 0 {
			parent := nodes[(count-1)/2]
			if count&1 == 1 {
				parent.Left = node
			} else {
				parent.Right = node
			}
		}
		count++
		if node != nil {
			nodes = append(nodes, node)
		}
	})
	if nodes == nil {
		return nil
	}
	return nodes[0]
}

type %mismatch string

var %out []byte

func %writeInt(value int)    { %out = strconv.AppendInt(%out, int64(value), 10) }
func %writeLong(value int64) { %out = strconv.AppendInt(%out, value, 10) }
func %writeBool(value bool)  { %out = strconv.AppendBool(%out, value) }

func %writeDouble(value float64) {
	if value != value {
		%out = append(%out, "\\"NaN\\""...)
		return
	}
	if value-value != 0 {
		if value > 0 {
			%out = append(%out, "\\"Infinity\\""...)
		} else {
			%out = append(%out, "\\"-Infinity\\""...)
		}
		return
	}
	start := len(%out)
	%out = strconv.AppendFloat(%out, value, 'g', -1, 64)
	for _, c := range %out[start:] {
		if c == '.' || c == 'e' {
			return
		}
	}
	%out = append(%out, ".0"...)
}

func %writeString(text string) {
	%out = append(%out, '"')
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '"' || c == '\\\\' {
			%out = append(%out, '\\\\', c)
		} else if c < 32 {
			const digits = "0123456789abcdef"
			%out = append(%out, '\\\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		} else {
			%out = append(%out, c)
		}
	}
	%out = append(%out, '"')
}

func %writeList[T any](list []T, write func(T)) {
	%out = append(%out, '[')
	for i, element := range list {
		if i > 0 {
			%out = append(%out, ',')
		}
		write(element)
	}
	%out = append(%out, ']')
}

func %writeLinked[T any](node *ListNode[T], write func(T)) {
	seen := map[*ListNode[T]]bool{}
	%out = append(%out, '[')
	for first := true; node != nil; node, first = node.Next, false {
		if seen[node] {
			panic(%mismatch("The linked list has a cycle."))
		}
		seen[node] = true
		if !first {
			%out = append(%out, ',')
		}
		write(node.Value)
	}
	%out = append(%out, ']')
}

func %writeTree[T any](root *TreeNode[T], write func(T)) {
	seen := map[*TreeNode[T]]bool{}
	nodes := []*TreeNode[T]{root}
	%out = append(%out, '[')
	written := len(%out)
	for i := 0; i < len(nodes); i++ {
		node := nodes[i]
		if i > 0 {
			%out = append(%out, ',')
		}
		if node == nil {
			%out = append(%out, "null"...)
			continue
		}
		if seen[node] {
			panic(%mismatch("A node of the tree is there twice."))
		}
		seen[node] = true
		write(node.Value)
		written = len(%out)
		nodes = append(nodes, node.Left, node.Right)
	}
	%out = append(%out[:written], ']')
}

func %finish(channel int, token string, mark byte, payload []byte) {
	data := append([]byte(token), mark)
	data = append(append(data, payload...), '\\n')
	for len(data) > 0 {
		n, err := syscall.Write(channel, data)
		if err != nil && err != syscall.EINTR && err != syscall.EAGAIN {
			break
		}
		if n > 0 {
			data = data[n:]
		}
	}
	os.Exit(0)
}
`;

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
${TREE_NODE}${LIBRARY}
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

const commented = (text: string): string => text.replace(/^(?=.)/gm, "// ");

export const goDriver: DriverLanguage = {
  entry: "driver.go",
  functionName: (name) => name,
  typeName,
  driver,
  starter(signature) {
    const { name, parameters, result, mayFail } = signature;
    const uses = usesNodes(signature);
    const nodes = `${uses.list ? `${commented(LIST_NODE)}\n` : ""}${uses.tree ? `${commented(TREE_NODE)}\n` : ""}`;
    const list = parameters.map((one) => `${one.name} ${typeName(one.type)}`).join(", ");
    const returned = mayFail ? `(${typeName(result)}, error)` : typeName(result);
    return `package main\n\n${nodes}func ${name}(${list}) ${returned} {\n\tpanic("not implemented")\n}\n`;
  },
};
