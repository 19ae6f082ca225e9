package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoadTest {
  @Test
  void run_callThatFails_failsTheRoundAndNamesTheCase() {
    Contender contender = new Contender('x', "the case", ProcessHandle.current(), WrongCaller::new);
    assertThatThrownBy(() -> Load.run(contender, 2, Duration.ofMinutes(1), () -> Duration.ZERO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a call of 'the case' failed")
        .hasRootCauseMessage("two");
  }

  @Test
  void call_answerThatIsNotRight_isRefusedWithItsText() throws Exception {
    try (EchoServer echo = EchoServer.start();
        HttpCaller caller =
            new HttpCaller(
                new HttpConnection(echo.endpoint()),
                echo.endpoint(),
                Map.of(),
                "{\"id\":",
                "}",
                (_, _, body) -> body.isEmpty())) {
      assertThatThrownBy(caller::call)
          .isInstanceOf(WrongAnswerException.class)
          .hasMessage("status 200, body '{\"id\":100000001}'");
    }
  }

  private static final class WrongCaller implements Caller {
    @Override
    public void call() throws WrongAnswerException {
      throw new WrongAnswerException("two");
    }

    @Override
    public void close() {}
  }
}
