package dev.mcpstack.standalone;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mcpstack.contract.error.ErrorCode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Every error code of every module, found by looking at all classes. */
final class ErrorCodes {
  private static final int RANGE = 1_000;

  /** The first number of each module, as the contract gives them out. */
  private static final Map<String, Integer> FIRST =
      Map.of("contract", 1_000, "localdata", 2_000, "datascience", 3_000, "gateway", 4_000);

  private ErrorCodes() {}

  /** In the order of their numbers. */
  static List<ErrorCode> all() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.mcpstack")
            .stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Arrays.stream(Objects.requireNonNull(type.getEnumConstants())))
            .map(ErrorCode.class::cast)
            .sorted(Comparator.comparingInt(ErrorCode::number))
            .toList();
  }

  static int firstOf(ErrorCode code) {
    return Objects.requireNonNull(FIRST.get(module(code)), () -> module(code) + " has no range");
  }

  static int lastOf(ErrorCode code) {
    return firstOf(code) + RANGE - 1;
  }

  /** The module that declares a code, such as {@code contract}. */
  static String module(ErrorCode code) {
    return code.getClass().getPackageName().split("\\.", -1)[2];
  }
}
