/** Converts results, and writes what was raised to the standard error stream. What does not fit ends the program, which is no failure of the function. */
export const ADAPTER = `
import datetime, json, os, sys

def run(call, kind):
    try:
        value = call()
    except Exception as error:
        print("RAISED", json.dumps([[one.__name__ for one in type(error).__mro__], str(error)]), file=sys.stderr)
        raise
    return convert(value, kind)

class FailsAsValue(Exception):
    pass

def value_or_failure(value, failed):
    """For a track whose function returns a value where others raise."""
    if failed:
        raise FailsAsValue(repr(value))
    return value

def write_files():
    os.chdir("/tmp")
    for one in TEXT_FILES:
        with open(one["path"], "w") as file:
            file.write(one["content"])

def text(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)

def fields(**values):
    return [f"{name}={text(value)}" for name, value in sorted(values.items())]

def convert(value, kind):
    if kind.startswith("list<"):
        if isinstance(value, dict):
            value = fields(**value)
        elif isinstance(value, (set, frozenset)):
            value = sorted(value)
        if not isinstance(value, str) and hasattr(value, "__iter__"):
            return [convert(one, kind[5:-1]) for one in value]
    elif kind == "string" and isinstance(value, dict):
        return text(value)
    elif kind == "string" and isinstance(value, datetime.date):
        return value.isoformat()
    elif kind in ("int", "long") and isinstance(value, float) and value.is_integer():
        return int(value)
    elif isinstance(value, {"int": int, "long": int, "bool": bool, "string": str, "double": (int, float)}[kind]):
        if kind == "bool" or not isinstance(value, bool):
            return value
    raise SystemExit(f"adapter: {value!r} is no {kind}")
`;
