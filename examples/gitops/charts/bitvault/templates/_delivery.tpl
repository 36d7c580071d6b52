{{/* Staging: long enough to see a bad image fail, short enough not to be in the way. */}}
{{- define "bitvault.short-canary" -}}
steps:
  - setWeight: 50
  - pause: {duration: 1m}
  - analysis:
      {{- include "bitvault.analysis" . | nindent 6 }}
{{- end -}}

{{/* Prod. No `pause: {}` anywhere: it waits for a person for ever, and the person who decides has already approved. */}}
{{- define "bitvault.full-canary" -}}
{{- if .service.host }}
# Without a route (bitvault-worker) the weights are shares of the replicas instead.
stableService: {{ .name }}
canaryService: {{ .name }}-canary
trafficRouting:
  plugins:
    argoproj-labs/gatewayAPI:
      httpRoute: {{ .name }}
      namespace: {{ .namespace }}
{{- end }}
analysis:
  # With a quarter of the traffic: a twentieth is soon too little to judge by.
  startingStep: {{ if .service.host }}2{{ else }}1{{ end }}
  {{- include "bitvault.analysis" . | nindent 2 }}
steps:
  {{- /* Without a route, one pod of four is the least that there can be. */}}
  {{- if .service.host }}
  - setWeight: 5
  - pause: {duration: 5m}
  {{- end }}
  - setWeight: 25
  - pause: {duration: 10m}
  - setWeight: 50
  - pause: {duration: 10m}
{{- end -}}

{{- define "bitvault.analysis" -}}
templates:
  {{- range .service.analysis }}
  - templateName: {{ $.name }}-{{ . }}
  {{- end }}
args:
  - name: canary
    valueFrom: {podTemplateHashValue: Latest}
{{- end -}}
