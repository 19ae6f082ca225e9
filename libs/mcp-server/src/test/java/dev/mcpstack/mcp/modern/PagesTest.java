package dev.mcpstack.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "249, 1", "250, 1", "251, 2", "500, 2", "750, 3", "751, 4"})
  void list_isCutIntoPagesThatMakeItUp(int size, int pages) {
    List<String> items = items(size);
    List<String> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    int count = 0;
    do {
      Pages.Page<String> page = page("l", items, cursor.orElse(null));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(Pages.SIZE);
      all.addAll(page.items());
      cursor = page.next();
      count++;
    } while (cursor.isPresent());

    assertThat(count).isEqualTo(pages);
    assertThat(all).isEqualTo(items);
  }

  @Test
  void list_thatHasChangedBeforeTheCursor_goesOnWhereItWas() {
    List<String> items = items(600);
    String cursor = page("l", items, null).next().orElseThrow();
    List<String> longer = new ArrayList<>(items);
    longer.addFirst("new");
    List<String> shorter = items.subList(3, 600);

    assertThat(page("l", longer, cursor).items()).startsWith("n251");
    assertThat(page("l", shorter, cursor).items()).startsWith("n251");
  }

  @Test
  void cursor_ofAnotherListOrOfWhatIsGone_isRefused() {
    List<String> items = items(600);
    String cursor = page("l", items, null).next().orElseThrow();

    assertThatThrownBy(() -> page("m", items, cursor)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> page("l", items(249), cursor)).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "bnVsbA", "e30", "W10", "!", "eyJsIjoibCIsIm4iOi0xLCJrIjoieCJ9"})
  void cursor_thatIsNone_isRefused(String cursor) {
    assertThatThrownBy(() -> page("l", items(300), cursor)).isInstanceOf(Refusal.class);
  }

  private static Pages.Page<String> page(String list, List<String> items, @Nullable String cursor) {
    return Pages.page(list, items, item -> item, cursor);
  }

  private static List<String> items(int size) {
    return IntStream.rangeClosed(1, size).mapToObj(n -> "n" + n).toList();
  }
}
