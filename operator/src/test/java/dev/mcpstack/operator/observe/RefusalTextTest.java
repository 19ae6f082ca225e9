package dev.mcpstack.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secrets \"a\" is forbidden: exceeded quota: q, used: secrets=3 | QUOTA_EXCEEDED",
        "services \"a\" is forbidden: User \"system:serviceaccount:a:b\" cannot patch resource \"services\" in API group \"\" | NOT_PERMITTED",
        "StatefulSet.apps \"a\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas' | FIXED",
        "Deployment.apps \"a\" is invalid: spec.selector: Invalid value: {}: field is immutable | FIXED",
        "Service \"a\" is invalid: spec.clusterIPs[0]: Invalid value: may not change once set | FIXED",
        "admission webhook \"w\" denied the request: no | REFUSED",
        "'' | REFUSED",
      })
  void reason_isThatOfTheWords(String said, Reason reason) {
    assertThat(RefusalText.reason(said, Reason.REFUSED)).isEqualTo(reason);
  }

  @Test
  void sentence_endsAndIsBearable() {
    assertThat(RefusalText.sentence("so")).isEqualTo("so.");
    assertThat(RefusalText.sentence("so.")).isEqualTo("so.");
    assertThat(RefusalText.sentence("")).isEmpty();
    assertThat(RefusalText.sentence("x".repeat(1000))).isEqualTo("x".repeat(300) + "...");
  }
}
