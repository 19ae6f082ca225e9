package dev.mcpstack.contract.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowSchemaTest {
  @Test
  void indexOf_aNameThatRepeats_isTheFirst() {
    RowSchema schema =
        new RowSchema(
            List.of(
                Column.of("a", ColumnType.TEXT),
                Column.of("b", ColumnType.TEXT),
                Column.of("b", ColumnType.FLOAT)));
    assertThat(schema.indexOf("b")).isEqualTo(1);
    assertThat(schema.indexOf("B")).isEqualTo(-1);
    assertThat(schema.size()).isEqualTo(3);
  }

  @Test
  void schema_withoutColumns_refuses() {
    assertThatThrownBy(() -> new RowSchema(List.of()))
        .hasMessage("a result has at least one column");
  }

  @ParameterizedTest
  @CsvSource({"39, 0", "-1, 0", "5, 6", "5, -1"})
  void decimal_outOfRange_refusesWithWhatItWas(int precision, int scale) {
    assertThatThrownBy(() -> Column.decimal("d", precision, scale))
        .hasMessage(
            "precision must be 0 to 38 and scale 0 to precision, but they are "
                + precision
                + " and "
                + scale);
  }

  @ParameterizedTest
  @EnumSource
  void label_ofAType_isItsNameInLowerCase(ColumnType type) {
    assertThat(type.label()).isEqualToIgnoringCase(type.name()).isLowerCase();
    assertThat(type.isNumeric())
        .isEqualTo(List.of("integer", "float", "decimal").contains(type.label()));
  }
}
