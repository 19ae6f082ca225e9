package dev.mcpstack.contract.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.rows.RowBatch;
import org.junit.jupiter.api.Test;

class RowStreamTest {
  @Test
  void stream_ofManyChunks_bringsEveryRowInOrder() {
    try (DataFixture fixture = new DataFixture()) {
      HandleRecord record = fixture.result(100_000, 40);
      long expected = 0;
      int batches = 0;
      try (RowStream stream =
          fixture.reader.open(record, DataFixture.ALICE, "c-1", new Cancellation())) {
        while (stream.next()) {
          RowBatch batch = stream.batch();
          for (int row = 0; row < batch.rows(); row++) {
            assertThat(batch.value(0, row)).isEqualTo(expected++);
          }
          batches++;
        }
        assertThat(stream.rows()).isEqualTo(100_000);
      }
      assertThat(expected).isEqualTo(100_000);
      assertThat(batches).isGreaterThanOrEqualTo(3).isEqualTo((int) record.rows().chunks());
    }
  }
}
