{{- define "mcpstack-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- /* At most 52 characters, so that what is appended to it still fits into 63. */ -}}
{{- define "mcpstack-operator.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "mcpstack-operator.selector" -}}
app.kubernetes.io/name: {{ include "mcpstack-operator.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "mcpstack-operator.labels" -}}
{{ include "mcpstack-operator.selector" . }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: mcpstack
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "mcpstack-operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "mcpstack-operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name must name an existing ServiceAccount while serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "mcpstack-operator.tag" -}}
{{- default .Chart.AppVersion .Values.images.tag -}}
{{- end -}}

{{- define "mcpstack-operator.image" -}}
{{- default (printf "%s/operator:%s" .Values.images.registry (include "mcpstack-operator.tag" .)) .Values.images.overrides.operator -}}
{{- end -}}

{{- /* Two operators without an election would undo each other's writes. */ -}}
{{- define "mcpstack-operator.check" -}}
{{- if and (gt (int .Values.replicas) 1) (not .Values.leaderElection.enabled) -}}
{{- fail (printf "replicas is %d, and only one operator may work at a time: set leaderElection.enabled=true or replicas=1" (int .Values.replicas)) -}}
{{- end -}}
{{- end -}}
