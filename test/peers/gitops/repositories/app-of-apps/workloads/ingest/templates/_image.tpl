{{- define "ingest.image" -}}
registry.kestrel.example/ingest@{{ index .Values.versions "ingest" }}
{{- end }}
