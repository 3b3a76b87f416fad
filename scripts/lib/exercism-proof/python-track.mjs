// Reference solutions in Python. The adapter finds the order of the arguments, and what the constructor of a class takes of them.
import { join } from "node:path";

const ADAPTER = `
import datetime, enum, inspect, itertools, json
import example

class Unfit(Exception):
    pass

def orders(args):
    yield args
    if len(args) == 1 and isinstance(args[0], list):
        yield tuple(args[0])
    yield from list(itertools.permutations(args))[1:]
    if any(map(is_lines, args)):
        yield tuple("\\n".join(one) if is_lines(one) else one for one in args)
    if any(map(moment, args)):
        yield tuple(moment(one) or one for one in args)

def is_lines(value):
    return isinstance(value, list) and value and all(isinstance(one, str) for one in value)

def moment(value):
    try:
        return datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None

def fits(function, args):
    try:
        inspect.signature(function).bind(*args)
        return True
    except (TypeError, ValueError):
        return False

def objects(owner, args):
    return tuple(owner(*one) if isinstance(one, list) and fits(owner, one) else one for one in args)

def attempts(owner, name, args):
    if owner is None:
        function = getattr(example, name)
        for order in orders(args):
            if fits(function, order):
                yield lambda: function(*order)
        return
    def held(first, rest):
        member = getattr(owner(*first), name)
        return member(*rest) if callable(member) else member
    for order in orders(args):
        for count in range(len(order), -1, -1):
            if fits(owner, order[:count]):
                yield lambda: held(order[:count], order[count:])
        if order and isinstance(order[0], list) and fits(owner, order[0]):
            yield lambda: held(order[0], objects(owner, order[1:]))
            yield lambda: held(order[0], order[1:])

def is_of(value, type):
    if type.startswith("list<"):
        return isinstance(value, list) and all(is_of(one, type[5:-1]) for one in value)
    if type == "double":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    own = {"int": int, "long": int, "bool": bool, "string": str}[type]
    return isinstance(value, own) and (own is bool or not isinstance(value, bool))

def call(owner, name, args, result, may_fail):
    unfit = None
    for attempt in attempts(owner and getattr(example, owner), name, args):
        try:
            value = plain(attempt(), result)
            if is_of(value, result):
                return value
            unfit = unfit or f"{value!r} is no {result}"
        except Exception as error:
            if may_fail and not isinstance(error, (TypeError, AttributeError)):
                raise
            unfit = unfit or error
    raise SystemExit(f"adapter: {unfit or 'no such arguments'}")

def text(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=lambda one: plain(one, ""))

def plain(value, result):
    if result == "bool" and (value is None or isinstance(value, list)):
        return value is not None
    if result == "int" and isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return sorted(f"{name}={text(inner)}" for name, inner in value.items())
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, enum.Enum):
        return value.name.lower()
    if value is None or isinstance(value, (str, int, float, bool)):
        if result == "list<string>" and isinstance(value, str):
            return value.splitlines()
        return value
    if hasattr(value, "__iter__"):
        if result == "string":
            return "\\n".join(value)
        return [text(one) if isinstance(one, dict) else plain(one, "") for one in value]
    if result == "string":
        return str(value)
    if hasattr(value, "__dict__"):
        return [plain(one, "") for one in vars(value).values()]
    return value
`;

const OPERATORS = {
  add: "__add__",
  sub: "__sub__",
  mul: "__mul__",
  div: "__truediv__",
  abs: "__abs__",
  exprational: "__pow__",
  equal: "__eq__",
};
const snake = (name) => name.replaceAll(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);

export const python = {
  languages: ["python"],
  sourceOf: (folder) => join(folder, ".meta", "example.py"),
  candidates(source, { signature, property }) {
    const found = [];
    for (const [, name] of source.matchAll(/^(?:def|(?=[a-z_]+ = lambda))\s*([A-Za-z]\w*)/gm))
      found.push({ name, owner: null, member: name });
    for (const [body, owner] of source.matchAll(/^class (\w+)[^]*?(?=^class |^def |(?![^]))/gm)) {
      const methods = [...body.matchAll(/^ {4}def ([a-z]\w*)\(/gm)].map(([, name]) => name);
      const others = property in OPERATORS ? [OPERATORS[property]] : property === "create" ? ["__str__", "__repr__"] : [];
      for (const member of new Set([...methods, snake(property)])) found.push({ name: `${owner}.${member}`, owner, member });
      for (const member of others) if (body.includes(`def ${member}(`)) found.push({ name: `${owner}.${property}`, owner, member });
    }
    return found.map(({ name, owner, member }) => ({
      name,
      source: `${ADAPTER}\ndef ${snake(signature.name)}(*args):\n    return call(${owner ? `"${owner}"` : "None"}, "${member}", args, "${signature.result}", ${signature.mayFail ? "True" : "False"})\n`,
      files: [{ path: "example.py", content: source }],
    }));
  },
};
