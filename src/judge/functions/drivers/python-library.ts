/** The driver in Python, without the constants of a signature. Each test compiles it, so what only nodes need is left out without them. */

const BUILD_NODES = `        if kind == "linked_list":
            head = None
            for one in reversed(value):
                head = node(one, head)
            return head
        if kind == "tree":
            if not value:
                return None
            root = tree_node(value[0])
            waiting, at = [root], 1
            for parent in waiting:
                for side in ("left", "right"):
                    if at < len(value):
                        if value[at] is not None:
                            child = tree_node(value[at])
                            setattr(parent, side, child)
                            waiting.append(child)
                        at += 1
            return root
`;

const NODES_TEXT = `        parts, seen = [], set()
        if kind == "linked_list":
            while value is not None:
                if not hasattr(value, "next") or not hasattr(value, "value"):
                    wrong("ListNode", value, f"{place}[{len(parts)}]")
                if id(value) in seen:
                    raise Mismatch("The linked list has a cycle.")
                seen.add(id(value))
                parts.append(text(shape[1], value.value, f"{place}[{len(parts)}]"))
                value = value.next
        else:
            waiting = [value]
            for one in waiting:
                if one is None:
                    parts.append("null")
                    continue
                if not hasattr(one, "left") or not hasattr(one, "right"):
                    wrong("TreeNode", one, f"{place}[{len(parts)}]")
                if id(one) in seen:
                    raise Mismatch("A node of the tree is there twice.")
                seen.add(id(one))
                parts.append(text(shape[1], one.value, f"{place}[{len(parts)}]"))
                waiting += one.left, one.right
            while parts and parts[-1] == "null":
                parts.pop()
        return "[" + ",".join(parts) + "]"
`;

/** Without the module json, whose import took 15 of the 68 ms of CPU time of a program that does nothing, on a busy machine: its C part is enough, and took 3. */
export const driverFor = ({ nodes }: { nodes: boolean }): string => `
# Own names for all of them: the learner's code may replace those in the module.
from builtins import *
import builtins, os, sys
import _imp, _json

class ListNode:
    def __init__(self, value=0, next=None):
        self.value = value
        self.next = next

class TreeNode:
    def __init__(self, value=0, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

class Context:
    strict = True
    object_hook = object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo = {}

class Mismatch(Exception):
    pass

def start():
    write_bytes, leave, hook = os.write, os._exit, sys.excepthook
    channel = os.dup(1)
    quote = _json.encode_basestring_ascii
    node, tree_node = ListNode, TreeNode
    scan = _json.make_scanner(Context)
    token, *lines = sys.stdin.buffer.read().decode().split("\\n")
    builtins.ListNode, builtins.TreeNode = ListNode, TreeNode

    def build(shape, value):
        kind = shape[0]
        if kind == "list":
            return [build(shape[1], one) for one in value]
${nodes ? BUILD_NODES : ""}        return value

    def wrong(expected, value, place):
        raise Mismatch(f"{'At ' + place + ': ' if place else ''}{expected} was expected, but the function returned a value of the type {type(value).__name__}.")

    def text(shape, value, place):
        kind = shape[0]
        if kind == "int" or kind == "long":
            if type(value) is int:
                return str(value)
            if not isinstance(value, bool) and hasattr(value, "__index__"):
                return str(value.__index__())
            wrong(kind, value, place)
        if kind == "double":
            if isinstance(value, bool) or not (isinstance(value, (int, float)) or hasattr(value, "__float__")):
                wrong(kind, value, place)
            number = float(value)
            if number - number != 0:
                return '"NaN"' if number != number else '"Infinity"' if number > 0 else '"-Infinity"'
            return repr(number)
        if kind == "bool":
            if value is True or value is False:
                return "true" if value else "false"
            if type(value).__name__ in ("bool_", "bool"):
                return "true" if value else "false"
            wrong(kind, value, place)
        if kind == "string":
            if not isinstance(value, str):
                wrong(kind, value, place)
            return quote(value)
        if kind == "list":
            if type(value) is not list and (isinstance(value, (str, bytes, dict, set, frozenset)) or not hasattr(value, "__len__") or not hasattr(value, "__iter__")):
                wrong(kind, value, place)
            inner = shape[1]
            if inner[0] == "int" and type(value) is list and all(type(one) is int for one in value):
                return "[" + ",".join(map(str, value)) + "]"
            return "[" + ",".join([text(inner, one, f"{place}[{index}]") for index, one in enumerate(value)]) + "]"
${nodes ? NODES_TEXT : ""}
    def end(mark, payload):
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass
        data = (token + mark + payload + "\\n").encode()
        while data:
            data = data[write_bytes(channel, data):]
        leave(0)

    def load():
        # As an import, but for its call of compile(), which first makes all classes of the module ast: 2 of 16 ms.
        path = __file__[:-len("driver.py")] + "main.py"
        module = sys.modules["main"] = type(sys)("main")
        module.__file__ = path
        def begun(frame, event, _):
            if event == "call" and frame.f_code.co_filename == "<string>":
                sys.setprofile(None)
                _imp._fix_co_filename(frame.f_code, path)
        with open(path, "rb", 0) as file:
            source = file.read()
        sys.setprofile(begun)
        exec(source, module.__dict__)
        return module

    arguments = [scan(line, 0)[0] for line in lines[:len(PARAMETERS)]]
    arguments = [value if plain else build(shape, value) for value, (plain, shape) in zip(arguments, PARAMETERS)]
    shape, may_fail = RESULT, MAY_FAIL
    try:
        function = getattr(load(), FUNCTION, None)
        if not callable(function):
            sys.exit("main.py defines no function " + FUNCTION)
        result = function(*arguments)
    except SystemExit:
        raise
    except BaseException as error:
        trace = error.__traceback__.tb_next
        if trace and trace.tb_frame.f_code is load.__code__:
            trace = trace.tb_next
        hook(type(error), error.with_traceback(trace), trace)
        if may_fail and isinstance(error, Exception) and not isinstance(error, (MemoryError, RecursionError)):
            end("=", '{"error":true}')
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            leave(1)
    try:
        payload = text(shape, result, "")
    except Mismatch as error:
        end("?", str(error))
    end("=", payload)

start()
`;
