{{- /* The operator's configuration file. Its keys are those of the operator's configuration record. */ -}}
{{- define "mcpstack-operator.configuration" -}}
watch:
  namespaces: {{ toJson .Values.watch.namespaces }}
leaderElection:
  enabled: {{ .Values.leaderElection.enabled }}
  namespace: {{ .Release.Namespace | quote }}
  name: {{ include "mcpstack-operator.fullname" . | quote }}
management:
  host: 0.0.0.0
  port: 9091
images:
  registry: {{ .Values.images.registry | quote }}
  tag: {{ include "mcpstack-operator.tag" . | quote }}
  pullPolicy: {{ .Values.images.pullPolicy }}
  pullSecrets: {{ toJson .Values.images.pullSecrets }}
  overrides: {{ toJson .Values.images.overrides }}
reconcile:
  threads: {{ .Values.reconcile.threads }}
  resync: {{ .Values.reconcile.resync }}
  rollouts: {{ .Values.reconcile.rollouts }}
logging:
  format: {{ .Values.logging.format }}
{{- end -}}
