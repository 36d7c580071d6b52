// Tells what is wrong with a dashboard by Grafana's schema of dashboards, panels and queries, a line each.
package main

import (
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	plugins.RegisterDefaultPlugins()
	var read dashboard.Dashboard
	if err := read.UnmarshalJSONStrict(text); err != nil {
		fmt.Println(err)
	}
	if err := read.Validate(); err != nil {
		fmt.Println(err)
	}
}
