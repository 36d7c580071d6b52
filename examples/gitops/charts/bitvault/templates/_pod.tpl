{{/* The services that this release renders, as YAML: those with an image, or the one that `only` names. */}}
{{- define "bitvault.deployed" -}}
{{- $deployed := dict -}}
{{- range $name, $service := .Values.services -}}
{{- $wanted := or (not $.Values.only) (eq $.Values.only $name) -}}
{{- if and $wanted (or $service.image.digest $service.image.previewTag) -}}
{{- $_ := set $deployed $name $service -}}
{{- end -}}
{{- end -}}
{{- toYaml $deployed -}}
{{- end -}}

{{/* Tags move, so an environment names digests. A preview shows whatever its pull request has pushed last. */}}
{{- define "bitvault.image" -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .previewTag }}
{{- end -}}
{{- end -}}

{{- define "bitvault.labels" -}}
app.kubernetes.io/name: {{ . }}
app.kubernetes.io/part-of: bitvault
{{- end -}}

{{/*
A service's pods. Nothing here may differ between two renderings of the same digest and configuration (no commit, no
time): a rollback is instant only if the old template comes back byte for byte.
*/}}
{{- define "bitvault.podTemplate" -}}
{{- $name := .name -}}
{{- $service := .service -}}
metadata:
  labels:
    {{- include "bitvault.labels" $name | nindent 4 }}
  annotations:
    checksum/config: {{ toJson $service.config | sha256sum }}
spec:
  serviceAccountName: {{ $name }}
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 30
  {{- include "bitvault.podSecurity" . | nindent 2 }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          app.kubernetes.io/name: {{ $name }}
  containers:
    - name: {{ $name }}
      image: {{ include "bitvault.image" $service.image }}
      {{- include "bitvault.containerSecurity" . | nindent 6 }}
      envFrom:
        - configMapRef: {name: {{ $name }}}
        {{- if $service.database }}
        - configMapRef: {name: bitvault-database}
        {{- end }}
      {{- if $service.database }}
      {{- include "bitvault.databaseMount" . | nindent 6 }}
      {{- end }}
      ports:
        - name: http
          containerPort: 8080
      readinessProbe:
        httpGet: {path: /healthz, port: http}
        periodSeconds: 5
      livenessProbe:
        httpGet: {path: /healthz, port: http}
        periodSeconds: 10
        failureThreshold: 6
      resources:
        requests: {cpu: {{ $service.resources.cpu }}, memory: {{ $service.resources.memory }}}
        # No limit on the CPU: it would throttle without protecting anybody whom requests do not protect already.
        limits: {memory: {{ $service.resources.memory }}}
  {{- if $service.database }}
  {{- include "bitvault.databaseVolume" . | nindent 2 }}
  {{- end }}
{{- end -}}

{{- define "bitvault.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "bitvault.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}

{{- define "bitvault.databaseMount" -}}
volumeMounts:
  - name: database-token
    mountPath: /var/run/secrets/database
    readOnly: true
{{- end -}}

{{- define "bitvault.databaseVolume" -}}
volumes:
  - name: database-token
    projected:
      sources:
        - serviceAccountToken:
            audience: database
            expirationSeconds: 3600
            path: token
{{- end -}}
