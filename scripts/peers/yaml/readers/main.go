// Says what the YAML readers of Helm, Kustomize, kubectl and Argo CD make of texts: a JSON request a line in, a JSON
// answer a line out. Values keep their types, so that 1 and "1" differ.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

type request struct {
	Text string   `json:"text"`
	Path []string `json:"path"`
}

// What one reader makes of a text: either its documents, or why it refuses it.
type reading struct {
	Documents []any  `json:"documents"`
	Error     string `json:"error,omitempty"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	answers := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(answers)
	for lines.Scan() {
		var asked request
		check(json.Unmarshal(lines.Bytes(), &asked))
		check(encoder.Encode(readAll(asked)))
		check(answers.Flush())
	}
	check(lines.Err())
}

func readAll(asked request) map[string]reading {
	found := map[string]reading{}
	for name, read := range readers {
		if result, applies := attempt(read, asked); applies {
			found[name] = result
		}
	}
	return found
}

// A reader that panics refuses the text, too.
func attempt(read reader, asked request) (result reading, applies bool) {
	defer func() {
		if failure := recover(); failure != nil {
			result, applies = reading{Error: fmt.Sprint("panic: ", failure)}, true
		}
	}()
	documents, err := read(asked)
	if errors.Is(err, errNoField) {
		return reading{}, false
	}
	if err != nil {
		return reading{Error: err.Error()}, true
	}
	found := []any{}
	for _, document := range documents {
		found = append(found, typed(document))
	}
	return reading{Documents: found}, true
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
