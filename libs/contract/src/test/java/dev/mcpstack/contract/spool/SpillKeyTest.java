package dev.mcpstack.contract.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpillKeyTest {
  private static final int SEALED_SEGMENT = SpillKey.SEGMENT_BYTES + SpillKey.TAG_BYTES;

  private final SpillKey key = new SpillKey();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 1_048_576, 1_100_000})
  void whatIsEncrypted_comesBack(int length) throws GeneralSecurityException {
    byte[] plain = bytes(length);
    byte[] sealed = encrypted(plain);

    assertThat(key.decrypt(sealed, length)).isEqualTo(plain);
  }

  @Test
  void sameBytes_areNeverEncryptedAlike() {
    byte[] plain = new byte[2 * SpillKey.SEGMENT_BYTES];
    byte[] sealed = encrypted(plain);

    assertThat(segment(sealed, 0)).isNotEqualTo(segment(sealed, 1));
    assertThat(segment(sealed, 0)).isNotEqualTo(segment(encrypted(plain), 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 16_391, 16_392, 16_408, 40_000})
  void changedBit_isRefused(int position) {
    byte[] sealed = encrypted(bytes(40_000));
    sealed[position] ^= 1;

    assertThatThrownBy(() -> key.decrypt(sealed, 40_000))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void segmentInThePlaceOfAnother_isRefused() {
    int length = 2 * SpillKey.SEGMENT_BYTES;
    byte[] sealed = encrypted(bytes(length));
    byte[] first = segment(sealed, 0);
    byte[] second = segment(sealed, 1);
    System.arraycopy(second, 0, sealed, Long.BYTES, SEALED_SEGMENT);
    System.arraycopy(first, 0, sealed, Long.BYTES + SEALED_SEGMENT, SEALED_SEGMENT);

    assertThatThrownBy(() -> key.decrypt(sealed, length))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private byte[] encrypted(byte[] plain) {
    byte[] sealed = new byte[SpillKey.sealedBytes(plain.length)];
    key.encrypt(plain, sealed);
    return sealed;
  }

  private static byte[] segment(byte[] sealed, int number) {
    int from = Long.BYTES + number * SEALED_SEGMENT;
    return Arrays.copyOfRange(sealed, from, from + SEALED_SEGMENT);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
