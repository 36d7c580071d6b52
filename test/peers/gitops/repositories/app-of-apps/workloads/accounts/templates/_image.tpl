{{- define "accounts.image" -}}
registry.kestrel.example/accounts@{{ index .Values.versions "accounts" }}
{{- end }}
