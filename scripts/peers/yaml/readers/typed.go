package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// A value as JSON that keeps the types: a scalar is "type:value", a list {"list": […]}, a mapping {"map": [[key, value], …]}
// in the order of its keys.
func typed(value any) any {
	switch value := value.(type) {
	case nil:
		return "null:"
	case string:
		return "string:" + value
	case json.Number:
		return "number:" + value.String()
	case []any:
		items := []any{}
		for _, item := range value {
			items = append(items, typed(item))
		}
		return map[string]any{"list": items}
	}
	if of := reflect.ValueOf(value); of.Kind() == reflect.Map {
		return map[string]any{"map": entries(of)}
	}
	return fmt.Sprintf("%T:%v", value, value)
}

func entries(of reflect.Value) [][]any {
	found := [][]any{}
	for _, key := range of.MapKeys() {
		found = append(found, []any{typed(key.Interface()), typed(of.MapIndex(key).Interface())})
	}
	slices.SortFunc(found, func(left, right []any) int {
		return strings.Compare(fmt.Sprint(left[0]), fmt.Sprint(right[0]))
	})
	return found
}
