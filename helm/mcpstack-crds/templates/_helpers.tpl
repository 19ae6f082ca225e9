{{- /* What the chart adds to the metadata of a definition. */ -}}
{{- define "mcpstack-crds.metadata" -}}
labels:
  {{- with .Values.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  app.kubernetes.io/name: {{ .Chart.Name }}
  app.kubernetes.io/instance: {{ .Release.Name | quote }}
  app.kubernetes.io/part-of: mcpstack
  app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
  app.kubernetes.io/managed-by: {{ .Release.Service }}
  helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- if or .Values.keep .Values.annotations }}
annotations:
  {{- with .Values.annotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- if .Values.keep }}
  helm.sh/resource-policy: keep
  {{- end }}
{{- end }}
{{- end -}}
