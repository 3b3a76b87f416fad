// Reference solutions in Go. The adapter converts by reflection, so that types of the solution's own fit too.
import { join } from "node:path";

const TYPES = { int: "int", long: "int64", double: "float64", bool: "bool", string: "string" };
const typeName = (type) => (type.startsWith("list<") ? `[]${typeName(type.slice(5, -1))}` : TYPES[type]);

const ADAPTER = `
func adapterTo(given reflect.Value, t reflect.Type) reflect.Value {
	for given.Kind() == reflect.Interface || (given.Kind() == reflect.Ptr && t.Kind() != reflect.Ptr) {
		given = given.Elem()
	}
	if given.Type() == t {
		return given
	}
	made := reflect.New(t).Elem()
	isText, isList := given.Kind() == reflect.String, given.Kind() == reflect.Slice || given.Kind() == reflect.Array
	switch {
	case t.Kind() == reflect.Interface && given.Type().Implements(t):
		return given
	case t.Kind() == reflect.Ptr:
		made = reflect.New(t.Elem())
		made.Elem().Set(adapterTo(given, t.Elem()))
	case isText && t.ConvertibleTo(given.Type()) && (t.Kind() == reflect.Slice || t.Kind() == reflect.String):
		made.Set(given.Convert(t))
	case isText && (t.Kind() == reflect.Int32 || t.Kind() == reflect.Uint8):
		made = reflect.ValueOf([]rune(given.String())[0]).Convert(t)
	case isText && t == reflect.TypeOf([]string{}):
		for _, line := range strings.Split(strings.TrimSuffix(given.String(), "\\n"), "\\n") {
			made = reflect.Append(made, reflect.ValueOf(line))
		}
	case t.Kind() == reflect.String && given.Kind() == reflect.Int32:
		made.SetString(string(rune(given.Int())))
	case t.Kind() == reflect.String && given.Type().Implements(reflect.TypeOf((*fmt.Stringer)(nil)).Elem()):
		made.SetString(given.Interface().(fmt.Stringer).String())
	case t.Kind() == reflect.String && given.Kind() == reflect.Struct:
		made.SetString("{" + strings.Join(adapterLines(given, "\\"", "\\":"), ",") + "}")
	case t.Kind() == reflect.String && isList && given.Type().Elem().Kind() == reflect.String:
		lines := make([]string, given.Len())
		for i := range lines {
			lines[i] = given.Index(i).String()
		}
		made.SetString(strings.Join(lines, "\\n"))
	case (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) && isList:
		if t.Kind() == reflect.Slice {
			made = reflect.MakeSlice(t, given.Len(), given.Len())
		}
		for i := 0; i < given.Len(); i++ {
			made.Index(i).Set(adapterTo(given.Index(i), t.Elem()))
		}
	case t.Kind() == reflect.Struct && isList && given.Len() == t.NumField():
		for i := 0; i < given.Len(); i++ {
			field := made.Field(i)
			reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem().Set(adapterTo(given.Index(i), field.Type()))
		}
	case t == reflect.TypeOf([]string{}) && (given.Kind() == reflect.Map || given.Kind() == reflect.Struct):
		for _, line := range adapterLines(given, "", "=") {
			made = reflect.Append(made, reflect.ValueOf(line))
		}
	case given.Kind() != reflect.Bool && !isText && given.CanConvert(t) && t.Kind() != reflect.String:
		return given.Convert(t)
	case given.Kind() == t.Kind() && given.CanConvert(t):
		return given.Convert(t)
	default:
		panic("adapter: " + given.Type().String() + " to " + t.String())
	}
	return made
}

func adapterLines(given reflect.Value, before, after string) []string {
	text, _ := json.Marshal(given.Interface())
	fields := map[string]json.RawMessage{}
	json.Unmarshal(text, &fields)
	lines := []string{}
	for name, value := range fields {
		lines = append(lines, before+strings.ToLower(name[:1])+name[1:]+after+string(value))
	}
	sort.Strings(lines)
	return lines
}

func adapterCall(function reflect.Value, given []any) []reflect.Value {
	t := function.Type()
	if t.NumIn() != len(given) {
		panic(fmt.Sprint("adapter: ", t.NumIn(), " parameters for ", len(given)))
	}
	args := make([]reflect.Value, len(given))
	for i := range given {
		args[i] = adapterTo(reflect.ValueOf(given[i]), t.In(i))
	}
	var results []reflect.Value
	if t.IsVariadic() {
		results = function.CallSlice(args)
	} else {
		results = function.Call(args)
	}
	return adapterChecked(results)
}

// The arguments in each order, or the elements of the only one, until they fit.
func adapterFit(call func(given []any) []reflect.Value, given []any) []reflect.Value {
	orders := [][]any{given}
	if list := reflect.ValueOf(given[0]); len(given) == 1 && list.Kind() == reflect.Slice {
		spread := []any{}
		for i := 0; i < list.Len(); i++ {
			spread = append(spread, list.Index(i).Interface())
		}
		orders = append(orders, spread)
	}
	for i := 1; i < len(given); i++ {
		orders = append(orders, append(append([]any{}, given[i:]...), given[:i]...))
	}
	if len(given) == 3 {
		orders = append(orders, []any{given[1], given[0], given[2]}, []any{given[0], given[2], given[1]}, []any{given[2], given[1], given[0]})
	}
	for at, order := range orders {
		results, unfit := adapterAttempt(call, order)
		if unfit == "" {
			return results
		}
		if at == len(orders)-1 {
			panic(unfit)
		}
	}
	return nil
}

func adapterAttempt(call func(given []any) []reflect.Value, given []any) (results []reflect.Value, unfit string) {
	defer func() {
		if caught := recover(); caught != nil {
			text, ok := caught.(string)
			if !ok || !strings.HasPrefix(text, "adapter:") {
				panic(caught)
			}
			unfit = text
		}
	}()
	return call(given), ""
}

func adapterChecked(results []reflect.Value) []reflect.Value {
	if len(results) == 0 {
		panic("adapter: no result")
	}
	last := results[len(results)-1]
	if failure, ok := last.Interface().(error); ok && failure != nil {
		panic(failure)
	}
	if last.Type() == reflect.TypeOf((*error)(nil)).Elem() && len(results) > 1 {
		return results[:len(results)-1]
	}
	if last.Kind() == reflect.Bool && len(results) > 1 {
		if !last.Bool() {
			panic(errors.New("not ok"))
		}
		return results[:len(results)-1]
	}
	return results
}

func adapterMethod(held reflect.Value, name string) reflect.Value {
	if method := held.MethodByName(name); method.IsValid() {
		return method
	}
	pointer := reflect.New(held.Type())
	pointer.Elem().Set(held)
	return pointer.MethodByName(name)
}

func adapterResult(results []reflect.Value, t reflect.Type) reflect.Value {
	if len(results) == 1 {
		return adapterTo(results[0], t)
	}
	list := []any{}
	for _, one := range results {
		list = append(list, one.Interface())
	}
	return adapterTo(reflect.ValueOf(list), t)
}
`;
const IMPORTS = ["encoding/json", "errors", "fmt", "reflect", "sort", "strings", "unsafe"].map((name) => `import "${name}"\n`).join("");

/** A function of the solution, or a method after its constructor or a conversion of the first argument. */
function callsIn(source) {
  const functions = [...source.matchAll(/^func ([A-Z]\w*)\(([^]*?)\) ?([^{\n]*)\{/gm)].map(([, name, parameters, returned]) => ({
    ...{ name, parameters, returned },
  }));
  const methods = [...source.matchAll(/^func \((?:\w+ )?\*?(\w+)\) ([A-Z]\w*)\(/gm)].flatMap(([, type, name]) => {
    const makers = functions.filter(({ returned }) => new RegExp(`^\\(?\\*?${type}\\b`).test(returned));
    const make = ({ name: maker }) =>
      `n := reflect.TypeOf(${maker}).NumIn(); if n > len(given) { panic("adapter: arguments of the constructor") }; held := adapterCall(reflect.ValueOf(${maker}), given[:n])[0]; return adapterCall(adapterMethod(held, "${name}"), given[n:])`;
    const converted = `if len(given) == 0 { panic("adapter: nothing to convert") }; held := adapterTo(reflect.ValueOf(given[0]), reflect.TypeOf((*${type})(nil)).Elem()); return adapterCall(adapterMethod(held, "${name}"), given[1:])`;
    return [...makers.map(make), converted].map((body) => ({ name: `${type}.${name}`, body }));
  });
  return [...functions.map(({ name }) => ({ name, body: `return adapterCall(reflect.ValueOf(${name}), given)` })), ...methods];
}

export const go = {
  languages: ["go"],
  sourceOf: (folder) => join(folder, ".meta", "example.go"),
  candidates(source, { signature }, given) {
    const taken = new RegExp(`\\b(?:${signature.name}|main)\\b(?=\\()`, "g");
    const inMain = (text) => text.replace(/^package \w+/m, "package main").replace(taken, (name) => `${name}OfTheirs`);
    const renamed = inMain(source);
    const files = [{ path: "example.go", content: renamed }, ...given.map(({ path, content }) => ({ path, content: inMain(content) }))];
    const list = signature.parameters.map((one, index) => `a${index} ${typeName(one.type)}`).join(", ");
    const own = typeName(signature.result);
    const failing = `	defer func() {
		if caught := recover(); caught != nil {
			if text, ok := caught.(string); ok && strings.HasPrefix(text, "adapter:") {
				panic(text)
			}
			failure = errors.New("failed")
		}
	}()
`;
    const head = `func ${signature.name}(${list}) ${signature.mayFail ? `(made ${own}, failure error)` : own} {\n${signature.mayFail ? failing : ""}`;
    return callsIn(renamed).map(({ name, body }) => ({
      name,
      source: `package main\n${IMPORTS}${head}	given := []any{${signature.parameters.map((_, index) => `a${index}`).join(", ")}}
	value := adapterResult(${signature.parameters.length === 0 ? `func(given []any) []reflect.Value { ${body} }(given)` : `adapterFit(func(given []any) []reflect.Value { ${body} }, given)`}, reflect.TypeOf((*${own})(nil)).Elem()).Interface().(${own})
	return value${signature.mayFail ? ", nil" : ""}
}
${ADAPTER}`,
      files,
    }));
  },
};
