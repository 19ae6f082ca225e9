package dev.mcpstack.bench.operator;

/**
 * A stack with all that is usual: three sources, autoscaling, an ingress, a store with a volume.
 */
final class FullStack {
  static final String NAMESPACE = "shop";

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: sales-database, namespace: shop}
      stringData: {username: reader, password: secret}
      """;

  private FullStack() {}

  static String secret() {
    return SECRET;
  }

  static String name(int number) {
    return "stack-" + number;
  }

  /** One of this name, with so many pods of the gateway. */
  static String yaml(String name, int gateways) {
    return """
    apiVersion: mcpstack.dev/v1alpha1
    kind: McpStack
    metadata: {name: %1$s, namespace: shop}
    spec:
      sources:
        - name: sales
          description: Orders and customers of the shop. Amounts are in euros, times in UTC.
          type: PostgreSQL
          url: jdbc:postgresql://postgresql.databases.svc:5432/sales
          credentialsSecretRef: {name: sales-database}
        - name: stock
          description: What is in the warehouses, by the hour.
          type: PostgreSQL
          url: jdbc:postgresql://postgresql.databases.svc:5432/stock
          credentialsSecretRef: {name: sales-database}
        - name: samples
          type: Files
          files: [{table: weather, path: /data/weather.csv}, {table: flights, path: /data/flights.csv}]
      limits: {handleLifetime: 10m}
      gateway:
        pods: {replicas: %2$d}
        ingress: {host: %1$s.example.com}
      localData:
        pods:
          autoscaling: {minReplicas: 2, maxReplicas: 6, cpuPercent: 60}
          resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}
      dataScience:
        pods: {autoscaling: {minReplicas: 1, maxReplicas: 4}}
      tokenStore: {managed: {storage: {size: 2Gi}}}
    """
        .formatted(name, gateways);
  }
}
