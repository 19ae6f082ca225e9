package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The configuration of a process with all servers of a stack. */
public record UnifiedConfig(
    @Description(
            "The endpoint that agents see, and what the whole process has: token store, probes and metrics. Under 'servers' are only those of others.")
        GatewayConfig gateway,
    @Description("LocalData-MCP, unless it is left out.") Optional<LocalData> localData,
    @Description("DataScience-MCP, unless it is left out.") Optional<DataScience> dataScience)
    implements SelfChecked {

  /** LocalData in such a process: what it has for itself. */
  public record LocalData(
      @Description(
              "How the server proves its role to other processes. Without it rows are for this process alone.")
          Optional<TlsConfig> tls,
      @Description("Rows for the other servers.") @Default("{}") DataConfig data,
      @Description("What the server may spend.") @Default("{}") LimitsConfig limits,
      @Description("Folder of secrets: one folder a secret, one file a key.")
          @Default(LocalDataConfig.SECRETS_FOLDER)
          Path secretsFolder,
      @Description("The sources.") @Size(min = 1, max = 100) List<SourceConfig> sources)
      implements SelfChecked {
    @Override
    public void check(Problems problems) {
      ServingRules.data(data, tls.isPresent(), problems);
      ServingRules.sources(sources, problems);
    }
  }

  /** DataScience in such a process: what it has for itself. */
  public record DataScience(
      @Description(
              "How the server proves its role to other processes. Without it rows are for this process alone.")
          Optional<TlsConfig> tls,
      @Description("Rows for the other servers.") @Default("{}") DataConfig data,
      @Description("What the server may spend.") @Default("{}") LimitsConfig limits)
      implements SelfChecked {
    @Override
    public void check(Problems problems) {
      ServingRules.data(data, tls.isPresent(), problems);
    }
  }

  @Override
  public void check(Problems problems) {
    if (localData.isEmpty() && dataScience.isEmpty()) {
      problems.add("localData", "nothing", "LocalData, or DataScience, or both");
    }
    for (int i = 0; i < gateway.servers().size(); i++) {
      if (gateway.servers().get(i).role().isPresent()) {
        problems.add(
            "gateway.servers[" + i + "].role",
            "a server of this stack",
            "nothing: its servers are in this process");
      }
    }
    if (localData.isPresent()
        && dataScience.isPresent()
        && dataScience.get().data().port() != 0
        && localData.get().data().port() == dataScience.get().data().port()) {
      problems.add(
          "dataScience.data.port",
          Integer.toString(dataScience.get().data().port()),
          "another port than that of localData.data");
    }
  }

  /** What LocalData is started with. */
  public Optional<LocalDataConfig> localDataConfig() {
    return localData.map(own ->
        new LocalDataConfig(
            gateway.endpoint(),
            gateway.management(),
            own.data(),
            own.limits(),
            own.secretsFolder(),
            own.sources()));
  }

  /** What DataScience is started with. */
  public Optional<DataScienceConfig> dataScienceConfig() {
    return dataScience.map(own ->
        new DataScienceConfig(gateway.endpoint(), gateway.management(), own.data(), own.limits()));
  }
}
