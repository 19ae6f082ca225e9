package dev.mcpstack.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
  @Test
  void report_ofAnExpectedFailure_carriesAllOfIt() {
    StackException failure =
        new StackException(ContractError.HANDLE_ENDED, "The data token expired 9 s ago.")
            .withRemedy("Call execute_query again.")
            .withDetail("state", "expired")
            .withDetail("bytes", 12L);
    ErrorReport report = ErrorReport.of(failure, "localdata", "c-7");
    assertThat(report.toTree())
        .containsExactly(
            Map.entry("code", "HANDLE_ENDED"),
            Map.entry("category", "USER"),
            Map.entry("source", "localdata"),
            Map.entry("message", "The data token expired 9 s ago."),
            Map.entry("correlationId", "c-7"),
            Map.entry("retryable", false),
            Map.entry("recovery", List.of("Call execute_query again.")),
            Map.entry("details", Map.of("state", "expired", "bytes", 12L)));
    assertThat(report.details().keySet()).containsExactly("state", "bytes");
  }

  @Test
  void markdown_ofAReport_saysCauseAndRemedy() {
    ErrorReport report =
        ErrorReport.of(
            new StackException(ContractError.SPOOL_FULL, "Full.").withRemedy("Release some."),
            "localdata",
            "c-7");
    assertThat(report.toMarkdown())
        .isEqualTo("**SPOOL_FULL** (localdata): Full.\n\nWhat to do: Release some.");
  }

  @Test
  void markdown_withoutRemedy_saysNothingCanBeDone() {
    ErrorReport report =
        new ErrorReport(
            "X",
            ErrorCategory.INTERNAL,
            "gateway",
            "It failed.",
            "c-7",
            false,
            List.of(),
            Map.of());
    assertThat(report.toMarkdown()).endsWith("What to do: nothing.");
    assertThat(report.toTree()).doesNotContainKey("details");
  }

  @Test
  void report_ofAnUnexpectedFailure_namesOnlyTheIncident() {
    ErrorReport report = ErrorReport.unexpected("gateway", "c-8");
    assertThat(report.code()).isEqualTo("INTERNAL_ERROR");
    assertThat(report.message())
        .isEqualTo("Something failed inside the server. The incident is in its log under c-8.");
    assertThat(report.details()).isEmpty();
  }
}
