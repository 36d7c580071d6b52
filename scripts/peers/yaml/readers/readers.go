package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"regexp"
	"strings"

	v2 "go.yaml.in/yaml/v2"
	v3 "go.yaml.in/yaml/v3"
	gopkgV2 "gopkg.in/yaml.v2"
	gopkgV3 "gopkg.in/yaml.v3"
	apimachinery "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kustomize/kyaml/kio"
	sigs "sigs.k8s.io/yaml"
)

// Gives the documents of a text; some readers see the first one only.
type reader func(request) ([]any, error)

var readers = map[string]reader{
	// Helm's values, Kustomize's kustomization, the files of Argo CD's generators.
	"sigs.k8s.io/yaml": readSigs,
	// Those of them that are read into Go's structs, whose fields take keys of any case.
	"sigs.k8s.io/yaml, into structs": readIntoStructs,
	// What kubectl applies, and Argo CD of plain directories.
	"k8s.io/apimachinery": readStream,
	// What Kustomize takes for resources, patches and values of its charts.
	"kyaml":              readNodes,
	"go.yaml.in/yaml/v2": first(v2.Unmarshal),
	"go.yaml.in/yaml/v3": func(asked request) ([]any, error) {
		return all(v3.NewDecoder(strings.NewReader(asked.Text)).Decode)
	},
	"gopkg.in/yaml.v2": first(gopkgV2.Unmarshal),
	"gopkg.in/yaml.v3": func(asked request) ([]any, error) {
		return all(gopkgV3.NewDecoder(strings.NewReader(asked.Text)).Decode)
	},
}

func first(unmarshal func([]byte, any) error) reader {
	return func(asked request) ([]any, error) {
		var document any
		err := unmarshal([]byte(asked.Text), &document)
		return []any{document}, err
	}
}

func all(decode func(any) error) ([]any, error) {
	documents := []any{}
	for {
		var document any
		err := decode(&document)
		if errors.Is(err, io.EOF) {
			return documents, nil
		}
		if err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
}

func exactNumbers(decoder *json.Decoder) *json.Decoder {
	decoder.UseNumber()
	return decoder
}

func readSigs(asked request) ([]any, error) {
	var document any
	err := sigs.Unmarshal([]byte(asked.Text), &document, exactNumbers)
	return []any{document}, err
}

var errNoField = errors.New("no field can have a name of the path")

func readIntoStructs(asked request) ([]any, error) {
	for _, key := range asked.Path {
		if !fieldName.MatchString(key) {
			return nil, errNoField
		}
	}
	target := reflect.New(structOf(asked.Path))
	if err := sigs.Unmarshal([]byte(asked.Text), target.Interface(), exactNumbers); err != nil {
		return nil, err
	}
	// Back through JSON, in which the fields have the names of the path.
	encoded, err := json.Marshal(target.Interface())
	if err != nil {
		return nil, err
	}
	var document any
	err = json.Unmarshal(encoded, &document)
	return []any{document}, err
}

var fieldName = regexp.MustCompile(`^[a-zA-Z0-9_. -]*[a-zA-Z0-9_. ][a-zA-Z0-9_. -]*$`)

// A struct with one field, of the first key's name, and so on down the path.
func structOf(path []string) reflect.Type {
	inner := reflect.TypeFor[any]()
	for index := len(path) - 1; index >= 0; index-- {
		tag := reflect.StructTag(`json:"` + path[index] + `"`)
		inner = reflect.StructOf([]reflect.StructField{{Name: "Field", Type: inner, Tag: tag}})
	}
	return inner
}

func readStream(asked request) ([]any, error) {
	decoder := apimachinery.NewYAMLOrJSONDecoder(strings.NewReader(asked.Text), 4096)
	return all(decoder.Decode)
}

func readNodes(asked request) ([]any, error) {
	// An alias within its own value makes kyaml run out of stack, which nothing can recover from.
	if _, err := all(v3.NewDecoder(strings.NewReader(asked.Text)).Decode); err != nil {
		return nil, err
	}
	bytesReader := kio.ByteReader{
		Reader:                bytes.NewBufferString(asked.Text),
		OmitReaderAnnotations: true,
		AnchorsAweigh:         true,
		DisableUnwrapping:     true,
	}
	nodes, err := bytesReader.Read()
	if err != nil {
		return nil, err
	}
	documents := []any{}
	for _, node := range nodes {
		var document any
		if err := node.YNode().Decode(&document); err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
	return documents, nil
}
