package dev.mcpstack.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.mcp.call.InputRequest;
import dev.mcpstack.mcp.call.MissingCapabilityException;
import dev.mcpstack.mcp.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilityCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'elicitation': {}} | elicitation/create | {} |",
        "{'elicitation': {}} | elicitation/create | {'mode': 'form'} |",
        "{'elicitation': {'form': {}}} | elicitation/create | {} |",
        "{'elicitation': {'form': {}}} | elicitation/create | {'mode': 'url'} | {'elicitation': {'url': {}}}",
        "{'elicitation': {}} | elicitation/create | {'mode': 'url'} | {'elicitation': {'url': {}}}",
        "{'elicitation': {'url': {}}} | elicitation/create | {'mode': 'url'} |",
        "{'elicitation': {'url': {}}} | elicitation/create | {} | {'elicitation': {'form': {}}}",
        "{'elicitation': true} | elicitation/create | {} | {'elicitation': {'form': {}}}",
        "{} | elicitation/create | {} | {'elicitation': {'form': {}}}",
        "{'sampling': {}} | sampling/createMessage | {} |",
        "{'sampling': {}} | sampling/createMessage | {'includeContext': 'none'} |",
        "{'sampling': {}} | sampling/createMessage | {'includeContext': 'allServers'} | {'sampling': {'context': {}}}",
        "{'sampling': {}} | sampling/createMessage | {'tools': []} | {'sampling': {'tools': {}}}",
        "{'sampling': {'tools': {}}} | sampling/createMessage | {'tools': [], 'toolChoice': {}} |",
        "{} | sampling/createMessage | {} | {'sampling': {}}",
        "{} | sampling/createMessage | {'tools': []} | {'sampling': {'tools': {}}}",
        "{'roots': {'listChanged': true}} | roots/list | {} |",
        "{} | roots/list | {} | {'roots': {}}"
      })
  void question_isAskedOnlyOfWhoDeclaredIt(
      String declared, String method, String params, String missing) {
    List<InputRequest> questions = List.of(new InputRequest(method, tree(params)));

    MissingCapabilityException failure =
        catchThrowableOfType(
            MissingCapabilityException.class,
            () -> CapabilityCheck.check(tree(declared), questions));

    if (missing == null) {
      assertThat(failure).isNull();
    } else {
      assertThat(failure.required()).isEqualTo(tree(missing));
    }
  }

  @Test
  void questions_thatLackSeveral_nameAll() {
    MissingCapabilityException failure =
        catchThrowableOfType(
            MissingCapabilityException.class,
            () ->
                CapabilityCheck.check(
                    Map.of(),
                    List.of(
                        new InputRequest("roots/list", Map.of()),
                        new InputRequest("sampling/createMessage", Map.of()))));

    assertThat(failure.required()).containsOnlyKeys("roots", "sampling");
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static Map<String, Object> tree(String json) {
    return (Map<String, Object>)
        Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
