package dev.mcpstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FirstOffersTest {
  private final AtomicBoolean localData = new AtomicBoolean();
  private final AtomicBoolean dataScience = new AtomicBoolean();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE); // It may overflow.
  private final FirstOffers offers =
      new FirstOffers(List.of(localData::get, dataScience::get), nanos::get);

  @Test
  void servers_areWaitedForUntilAllHaveTold() {
    assertThat(offers.getAsBoolean()).isFalse();
    localData.set(true);
    assertThat(offers.getAsBoolean()).isFalse();
    dataScience.set(true);
    assertThat(offers.getAsBoolean()).isTrue();
    localData.set(false);
    assertThat(offers.getAsBoolean()).isTrue();
  }

  @Test
  void serverThatStaysAway_isNotWaitedForAnyLonger() {
    localData.set(true);
    nanos.addAndGet(FirstOffers.LONGEST.toNanos() - 1);
    assertThat(offers.getAsBoolean()).isFalse();
    nanos.incrementAndGet();
    assertThat(offers.getAsBoolean()).isTrue();
  }

  @Test
  void gatewayWithoutServers_waitsForNobody() {
    assertThat(new FirstOffers(List.of(), nanos::get).getAsBoolean()).isTrue();
  }
}
