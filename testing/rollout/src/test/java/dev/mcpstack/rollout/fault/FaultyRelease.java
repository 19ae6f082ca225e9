package dev.mcpstack.rollout.fault;

import dev.mcpstack.datascience.stats.Moments;
import dev.mcpstack.datascience.tools.SummarizeTool;
import dev.mcpstack.testkit.node.Container;
import dev.mcpstack.testkit.node.Program;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * DataScience as it is, but for two classes that were changed: what goes wrong in it can be said
 * while it runs.
 */
public final class FaultyRelease implements Program {
  private static final ClassDesc FAULT = ClassDesc.of(Fault.class.getName());
  private static final ClassDesc NUMBER = ClassDesc.of(java.util.OptionalDouble.class.getName());

  private final Program good;
  private final Path folder;

  /**
   * One in which nothing is wrong yet.
   *
   * @param good a program of Java
   * @param folder empty, for its classes and what is wrong
   */
  public FaultyRelease(Program good, Path folder) {
    this.good = good;
    this.folder = folder;
    write(SummarizeTool.class, changed(SummarizeTool.class, "call", CALL));
    write(Moments.class, changed(Moments.class, "mean", MEAN));
    becomes(Fault.Kind.NONE);
  }

  /** From now on this is wrong. */
  public void becomes(Fault.Kind kind) {
    try {
      Path next = Files.writeString(folder.resolve("next"), kind.name());
      Files.move(next, fault(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path fault() {
    return folder.resolve("fault");
  }

  @Override
  public List<String> command(Container container) {
    List<String> command = new ArrayList<>(good.command(container));
    int path = command.indexOf("-cp") + 1;
    command.set(path, folder.resolve("classes") + File.pathSeparator + command.get(path));
    command.add(path - 1, "-D" + Fault.FILE + "=" + fault());
    return command;
  }

  @Override
  public java.util.Map<String, String> environment() {
    return good.environment();
  }

  private static final CodeTransform CALL =
      new CodeTransform() {
        @Override
        public void atStart(CodeBuilder code) {
          code.invokestatic(FAULT, "call", MethodTypeDesc.of(ConstantDescs.CD_void));
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
          code.with(element);
        }
      };

  private static final CodeTransform MEAN =
      (code, element) -> {
        if (element instanceof ReturnInstruction end && end.opcode() == Opcode.ARETURN) {
          code.invokestatic(FAULT, "mean", MethodTypeDesc.of(NUMBER, NUMBER));
        }
        code.with(element);
      };

  private static byte[] changed(Class<?> type, String method, CodeTransform change) {
    ClassFile classes = ClassFile.of();
    return classes.transformClass(
        classes.parse(bytes(type)),
        ClassTransform.transformingMethodBodies(each -> is(each, method), change));
  }

  private static boolean is(MethodModel method, String name) {
    return method.methodName().equalsString(name) && !method.flags().has(AccessFlag.BRIDGE);
  }

  private static byte[] bytes(Class<?> type) {
    try (InputStream in =
        Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Class<?> type, byte[] bytes) {
    Path file = folder.resolve("classes", type.getName().replace('.', '/') + ".class");
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
