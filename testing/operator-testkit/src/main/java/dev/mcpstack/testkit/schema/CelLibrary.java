package dev.mcpstack.testkit.schema;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The functions of rules: those of the language, its strings, sets, math and optionals, and of
 * Kubernetes' own quantity, url, find and sums of lists.
 */
final class CelLibrary {
  private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");
  private static final CelType STRINGS = ListType.create(SimpleType.STRING);

  private CelLibrary() {}

  static Cel environment(CelTypeProvider types, CelType self) {
    CelBuilder builder =
        CelFactory.legacyCelBuilder()
            .setOptions(CelOptions.current().build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(types)
            .addCompilerLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.math(),
                CelExtensions.sets(CelOptions.DEFAULT))
            .addRuntimeLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.math(),
                CelExtensions.sets(CelOptions.DEFAULT))
            .addVar("self", self)
            .addVar("oldSelf", self);
    quantities(builder);
    texts(builder);
    return builder.build();
  }

  private static void quantities(CelBuilder builder) {
    declare(
        builder,
        "quantity",
        CelOverloadDecl.newGlobalOverload("string_to_quantity", QUANTITY, SimpleType.STRING));
    declare(
        builder,
        "isQuantity",
        CelOverloadDecl.newGlobalOverload("is_quantity", SimpleType.BOOL, SimpleType.STRING));
    builder.addFunctionBindings(
        CelFunctionBinding.from("string_to_quantity", String.class, CelLibrary::amount),
        CelFunctionBinding.from("is_quantity", String.class, CelLibrary::isQuantity));
    compare(builder, "isGreaterThan", 1);
    compare(builder, "isLessThan", -1);
    declare(
        builder,
        "compareTo",
        CelOverloadDecl.newMemberOverload("quantity_compare", SimpleType.INT, QUANTITY, QUANTITY));
    builder.addFunctionBindings(
        CelFunctionBinding.from(
            "quantity_compare",
            BigDecimal.class,
            BigDecimal.class,
            (one, other) -> (long) one.compareTo(other)));
  }

  private static void compare(CelBuilder builder, String name, int sign) {
    String overload = "quantity_" + name;
    declare(
        builder,
        name,
        CelOverloadDecl.newMemberOverload(overload, SimpleType.BOOL, QUANTITY, QUANTITY));
    builder.addFunctionBindings(
        CelFunctionBinding.from(
            overload,
            BigDecimal.class,
            BigDecimal.class,
            (one, other) -> one.compareTo(other) == sign));
  }

  private static void texts(CelBuilder builder) {
    declare(
        builder,
        "find",
        CelOverloadDecl.newMemberOverload(
            "string_find", SimpleType.STRING, SimpleType.STRING, SimpleType.STRING));
    declare(
        builder,
        "findAll",
        CelOverloadDecl.newMemberOverload(
            "string_find_all", STRINGS, SimpleType.STRING, SimpleType.STRING));
    declare(
        builder,
        "isURL",
        CelOverloadDecl.newGlobalOverload("is_url", SimpleType.BOOL, SimpleType.STRING));
    builder.addFunctionBindings(
        CelFunctionBinding.from(
            "string_find",
            String.class,
            String.class,
            (text, pattern) -> findAll(text, pattern).stream().findFirst().orElse("")),
        CelFunctionBinding.from("string_find_all", String.class, String.class, CelLibrary::findAll),
        CelFunctionBinding.from("is_url", String.class, CelLibrary::isUrl));
  }

  private static void declare(CelBuilder builder, String name, CelOverloadDecl overload) {
    builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, overload));
  }

  private static BigDecimal amount(String text) {
    return Quantity.parse(text).getNumericalAmount();
  }

  private static boolean isQuantity(String text) {
    try {
      amount(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> findAll(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = URI.create(text);
      return (uri.isAbsolute() && uri.getHost() != null) || text.startsWith("/");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
