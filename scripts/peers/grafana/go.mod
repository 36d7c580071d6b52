// Builds a program that holds a dashboard against Grafana's schema.
module github.com/bitvault/actions/scripts/peers/grafana

go 1.24.0

require github.com/grafana/grafana-foundation-sdk/go v0.0.22
