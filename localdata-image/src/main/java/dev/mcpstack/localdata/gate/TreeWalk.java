package dev.mcpstack.localdata.gate;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/**
 * Visits every object that is reachable from a parsed statement, by its fields rather than by a
 * visitor, so that no part of a tree goes unseen; refuses the first that is not allowed.
 */
final class TreeWalk {
  /**
   * What a query of literals alone consists of. No operator is among it, nor any function: both are
   * looked up by name and type, and somebody may have defined one that fits better than our own.
   */
  private static final Set<Class<?>> CONSTANT =
      Set.of(
          PlainSelect.class,
          SelectItem.class,
          Alias.class,
          LongValue.class,
          DoubleValue.class,
          StringValue.class,
          NullValue.class);

  private final Dialect dialect;
  private final NodePolicy nodes;
  private final CallPolicy calls;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> sourceFunctions = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> knownTables = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> shape = new ArrayList<>();
  private final Set<TableName> tables = new HashSet<>();
  private final Set<String> functions = new HashSet<>();
  private final Set<String> callables = new HashSet<>();
  private final Deque<Set<String>> scopes = new ArrayDeque<>();
  private boolean constant = true;

  TreeWalk(Dialect dialect) {
    this.dialect = dialect;
    this.nodes = NodePolicy.of(dialect);
    this.calls = new CallPolicy(dialect);
  }

  Findings findings() {
    return new Findings(
        List.copyOf(shape),
        Set.copyOf(tables),
        Set.copyOf(functions),
        Set.copyOf(callables),
        constant);
  }

  /** Visits a value and all below it. */
  void walk(Object value) throws RefusedException {
    switch (value) {
      case String text -> shape.add(text);
      case Number number -> shape.add(number.toString());
      case Boolean flag -> shape.add(flag.toString());
      case Character letter -> shape.add(letter.toString());
      case Enum<?> constant -> shape.add(constant.name());
      case Optional<?> optional -> {
        if (optional.isPresent()) {
          walk(optional.get());
        }
      }
      case Map.Entry<?, ?> entry -> {
        walkIfAny(entry.getKey());
        walkIfAny(entry.getValue());
      }
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          walk(entry);
        }
      }
      default -> walkObject(value);
    }
  }

  private void walkIfAny(@Nullable Object value) throws RefusedException {
    if (value != null) {
      walk(value);
    }
  }

  private void walkObject(Object value) throws RefusedException {
    Class<?> type = value.getClass();
    if (!seen.add(value)) {
      return;
    }
    if (NodeFields.isNode(type)) {
      walkNode(value);
    } else if (!(value instanceof Collection<?>) && !type.isArray()) {
      throw Unlisted.node(dialect, type);
    }
    shape.add("[");
    if (value instanceof Collection<?> items) {
      for (Object item : items) {
        walkIfAny(item);
      }
    } else if (type.isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        walkIfAny(Array.get(value, i));
      }
    }
    shape.add("]");
  }

  private void walkNode(Object node) throws RefusedException {
    Class<?> type = node.getClass();
    if (!nodes.allows(type)) {
      throw Unlisted.node(dialect, type);
    }
    shape.add(type.getSimpleName());
    constant &= CONSTANT.contains(type);
    note(node);
    Set<String> scope = node instanceof Select select ? enter(select) : null;
    for (Field field : NodeFields.of(type)) {
      Object value = NodeFields.setValue(field, node);
      if (value != null) {
        if (!nodes.allows(type, field.getName(), value)) {
          throw Unlisted.field(dialect, type, field.getName());
        }
        Texts.check(dialect, node, field.getName(), value);
        shape.add(field.getName());
        walkField(node, field, value);
      }
    }
    if (scope != null) {
      scopes.pop();
    }
  }

  private void walkField(Object node, Field field, Object value) throws RefusedException {
    boolean namesOnly = node instanceof Column || node instanceof AllTableColumns;
    if (value instanceof Table table) {
      knownTables.add(table);
      if (!namesOnly) {
        readTable(table);
      }
    } else if (node instanceof TableFunction && value instanceof Function function) {
      sourceFunctions.add(function);
    } else if (node instanceof TableFunction
        && field.getName().equals("rowsFromFunctions")
        && value instanceof Collection<?> items) {
      sourceFunctions.addAll(items);
    }
    walk(value);
  }

  /** Walks the WITH items first, each seeing those before it, and leaves their names in scope. */
  private Set<String> enter(Select select) throws RefusedException {
    Set<String> scope = new HashSet<>();
    scopes.push(scope);
    List<WithItem<?>> items = select.getWithItemsList();
    if (items != null) {
      boolean recursive = items.stream().anyMatch(WithItem::isRecursive);
      for (WithItem<?> item : items) {
        if (recursive && item.getAlias() != null) {
          scope.add(Names.plain(item.getAlias().getName()));
        }
      }
      for (WithItem<?> item : items) {
        walk(item);
        if (item.getAlias() != null) {
          scope.add(Names.plain(item.getAlias().getName()));
        }
      }
    }
    return scope;
  }

  /** Takes down what a node means beyond its shape, and checks names of calls and types. */
  private void note(Object node) throws RefusedException {
    switch (node) {
      case TableFunction _ -> {}
      case Table table -> {
        if (!knownTables.contains(table)) {
          throw Unlisted.node(dialect, Table.class);
        }
      }
      case Function function ->
          functions.add(
              calls.check(function.getMultipartName(), sourceFunctions.contains(function)));
      case AnalyticExpression call -> functions.add(calls.check(List.of(call.getName()), false));
      case ColDataType type -> callables.addAll(calls.checkType(type));
      case Alias alias -> {
        Texts.checkAlias(alias);
        if (alias.getAliasColumns() != null && !alias.getAliasColumns().isEmpty()) {
          callable(alias.getName());
        }
      }
      case WithItem<?> item -> {
        if (item.getAlias() != null) {
          callable(item.getAlias().getName());
        }
      }
      case StringValue text -> {
        if (!"'".equals(text.getQuoteStr())) {
          throw Unlisted.field(dialect, StringValue.class, "quoteStr");
        }
      }
      default -> {}
    }
  }

  private void callable(String written) {
    callables.add(Names.lower(Names.plain(written)));
  }

  private void readTable(Table table) throws RefusedException {
    TableName name = TablePolicy.check(dialect, table);
    boolean isWithItem =
        name.schema().isEmpty() && scopes.stream().anyMatch(scope -> scope.contains(name.name()));
    if (!isWithItem) {
      tables.add(name);
    }
  }
}
