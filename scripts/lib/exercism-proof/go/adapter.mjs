/** Converts arguments and results by reflection, so that types of the solution's own fit too. */
export const ADAPTER = `package main

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"reflect"
	"sort"
	"strings"
	"unsafe"
)

type adapterFailure struct{ name, reason string }

type adapterField struct {
	name  string
	value any
}

func adapterUnfit(parts ...any) {
	fmt.Fprintln(os.Stderr, "adapter:", fmt.Sprint(parts...))
	os.Exit(1)
}

// An error is what a failure is in Go; so is a second result that is false.
func adapterCaught(failure *error) {
	if caught := recover(); caught != nil {
		failed, isFailure := caught.(adapterFailure)
		name := failed.name
		if !isFailure {
			name, failed.reason = "panic", fmt.Sprint(caught)
		}
		line, _ := json.Marshal([]any{[]string{name}, failed.reason})
		fmt.Fprintln(os.Stderr, "RAISED "+string(line))
		*failure = fmt.Errorf("%s", failed.reason)
	}
}

// What a function returned, without its error.
func many(values ...any) any {
	last := values[len(values)-1]
	if failure, ok := last.(error); ok {
		panic(adapterFailure{"error", failure.Error()})
	}
	if len(values) == 1 {
		return last
	}
	return values[0]
}

func okay(value any, ok bool) any {
	if !ok {
		panic(adapterFailure{"error", "not ok"})
	}
	return value
}

// For a track whose function returns a value where others fail.
func valueOrFailure(value any, failed bool) any {
	if failed {
		panic(adapterFailure{"FailsAsValue", fmt.Sprint(value)})
	}
	return value
}

// Calls a function with arguments of its own types.
func fn(function any, given ...any) any {
	called := reflect.ValueOf(function)
	t := called.Type()
	if t.NumIn() != len(given) {
		adapterUnfit(t.NumIn(), " parameters for ", len(given))
	}
	args := make([]reflect.Value, len(given))
	for i := range given {
		args[i] = adapterTo(reflect.ValueOf(given[i]), t.In(i))
	}
	call := called.Call
	if t.IsVariadic() {
		call = called.CallSlice
	}
	values := []any{}
	for _, one := range call(args) {
		values = append(values, one.Interface())
	}
	return many(values...)
}

func f(name string, value any) adapterField { return adapterField{name, value} }

// The lines of a record.
func fields(list ...adapterField) []string {
	lines := []string{}
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	for _, one := range list {
		text, _ := json.Marshal(one.value)
		lines = append(lines, one.name+"="+string(text))
	}
	return lines
}

func record(list ...adapterField) map[string]any {
	made := map[string]any{}
	for _, one := range list {
		made[one.name] = one.value
	}
	return made
}

func lines(text string) []string { return strings.Split(strings.TrimRight(text, "\\n"), "\\n") }

// What a value is as one of our types, or of the type of a parameter.
func adapterTo(given reflect.Value, t reflect.Type) reflect.Value {
	for given.IsValid() && (given.Kind() == reflect.Interface || (given.Kind() == reflect.Ptr && t.Kind() != reflect.Ptr)) {
		if number, ok := given.Interface().(*big.Int); ok {
			given = reflect.ValueOf(number.Int64())
		} else {
			given = given.Elem()
		}
	}
	made := reflect.New(t).Elem()
	if !given.IsValid() {
		if t.Kind() != reflect.Slice {
			adapterUnfit("nothing to ", t)
		}
		return reflect.MakeSlice(t, 0, 0)
	}
	if given.Type() == t {
		return given
	}
	isText, isList := given.Kind() == reflect.String, given.Kind() == reflect.Slice || given.Kind() == reflect.Array
	switch {
	case t.Kind() == reflect.Interface && given.Type().Implements(t):
		return given
	case isText && t.Kind() == reflect.String:
		return given.Convert(t)
	case isText && t.Kind() == reflect.Slice && (t.Elem().Kind() == reflect.Uint8 || t.Elem().Kind() == reflect.Int32):
		return given.Convert(t)
	case isText && (t.Kind() == reflect.Int32 || t.Kind() == reflect.Uint8):
		return reflect.ValueOf([]rune(given.String())[0]).Convert(t)
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
	case t == reflect.TypeOf([]string{}) && given.Kind() == reflect.Map:
		list := []adapterField{}
		for _, key := range given.MapKeys() {
			list = append(list, f(fmt.Sprint(adapterKey(key)), given.MapIndex(key).Interface()))
		}
		return reflect.ValueOf(fields(list...))
	case t.Kind() == reflect.String && given.Kind() == reflect.Map:
		text, _ := json.Marshal(given.Interface())
		made.SetString(string(text))
	case adapterIsNumber(given.Kind()) && adapterIsNumber(t.Kind()):
		made = given.Convert(t)
		if back := made.Convert(given.Type()); back.Interface() != given.Interface() {
			adapterUnfit(given.Interface(), " is no ", t)
		}
	case given.Kind() == reflect.Bool && t.Kind() == reflect.Bool:
		return given.Convert(t)
	default:
		adapterUnfit(given.Type(), " to ", t)
	}
	return made
}

func adapterKey(key reflect.Value) any {
	if key.Kind() == reflect.Int32 || key.Kind() == reflect.Uint8 {
		return string(rune(key.Convert(reflect.TypeOf(rune(0))).Int()))
	}
	return key.Interface()
}

func adapterIsNumber(kind reflect.Kind) bool { return kind >= reflect.Int && kind <= reflect.Float64 }
`;
