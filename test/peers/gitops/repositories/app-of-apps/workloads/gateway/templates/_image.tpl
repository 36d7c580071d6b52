{{- define "gateway.image" -}}
registry.kestrel.example/gateway@{{ index .Values.versions "gateway" }}
{{- end }}
