package dev.mcpstack.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.call.Trace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

  @Test
  void trace_thatIsWhole_isPassedOn() {
    Map<String, Object> meta =
        Map.of(
            "traceparent", PARENT,
            "tracestate", "rojo=00f067aa0ba902b7,congo@x=t61rcWkgMzE",
            "baggage", "userId=alice,serverNode=DF%2028;p=1");

    assertThat(TraceContext.of(meta))
        .isEqualTo(
            new Trace(
                PARENT,
                "rojo=00f067aa0ba902b7,congo@x=t61rcWkgMzE",
                "userId=alice,serverNode=DF%2028;p=1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7",
        "ff-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-00f067aa0ba902b7-01",
        "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01\n"
      })
  void parent_withoutTheForm_isNone(String parent) {
    assertThat(TraceContext.of(Map.of("traceparent", parent, "tracestate", "a=b")))
        .isEqualTo(Trace.NONE);
  }

  @Test
  void state_withoutTheForm_isNone() {
    assertThat(TraceContext.of(Map.of("traceparent", PARENT, "tracestate", "A", "baggage", "a\nb")))
        .isEqualTo(new Trace(PARENT, null, null));
    assertThat(TraceContext.of(Map.of("traceparent", PARENT, "tracestate", "a=" + "b".repeat(600))))
        .isEqualTo(new Trace(PARENT, null, null));
    assertThat(TraceContext.of(Map.of("traceparent", 7, "baggage", Map.of())))
        .isEqualTo(Trace.NONE);
  }
}
