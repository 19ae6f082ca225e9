package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  private static Settings of(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(Settings.PREFIX + pairs[i], pairs[i + 1]);
    }
    return Settings.of(properties);
  }

  @Test
  void nothingGiven_isTheChartsOwnImagesOnTheClustersDefaults() {
    Settings settings = of();
    assertThat(settings.operator()).isEqualTo(Settings.Operator.CHART);
    assertThat(settings.registry()).isEmpty();
    assertThat(settings.pods()).isTrue();
    assertThat(settings.storageClass()).isEqualTo(Settings.AUTO);
    assertThat(settings.networkPolicies()).isFalse();
    assertThat(settings.patience()).isEqualTo(1);
    assertThat(settings.keep()).isFalse();
  }

  @Test
  void everyProperty_isTaken() {
    Settings settings =
        of(
            "operator",
            "outside",
            "registry",
            "r/m",
            "tag",
            "1",
            "pullPolicy",
            "Never",
            "values",
            "v.yaml",
            "pods",
            "false",
            "storageClass",
            "fast",
            "networkPolicies",
            "true",
            "postgres",
            "pg:17",
            "doctor",
            "d:1",
            "patience",
            "2.5",
            "keep",
            "true");
    assertThat(settings)
        .hasNoNullFieldsOrProperties()
        .extracting(Settings::operator, Settings::pullPolicy, Settings::pods, Settings::patience)
        .containsExactly(Settings.Operator.OUTSIDE, "Never", false, 2.5);
    assertThat(settings.values()).contains(Path.of("v.yaml"));
    assertThat(settings.postgres()).contains("pg:17");
    assertThat(settings.doctor()).contains("d:1");
    assertThat(settings.networkPolicies()).isTrue();
    assertThat(settings.keep()).isTrue();
  }

  @Test
  void wrongProperties_areNamedAllAtOnce() {
    IllegalArgumentException refusal =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () -> of("operator", "helm", "pods", "yes", "patience", "0", "registri", "x"));
    assertThat(refusal)
        .hasMessageContaining("mcpstack.e2e.operator is helm: it is one of chart, outside")
        .hasMessageContaining("mcpstack.e2e.pods is yes")
        .hasMessageContaining("mcpstack.e2e.patience is 0: it is a number from 0.1 to 100")
        .hasMessageContaining("mcpstack.e2e.registri is unknown");
  }
}
