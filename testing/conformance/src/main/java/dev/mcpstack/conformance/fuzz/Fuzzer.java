package dev.mcpstack.conformance.fuzz;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends requests that are almost right and fails when the endpoint answers with what it must not,
 * doesn't answer, or holds more at the end than at the start. Every request depends on seed and
 * number alone.
 */
public final class Fuzzer {
  private static final int BOUND_MILLIS = 15_000;
  private static final int CONTROL_EVERY = 500;
  private static final int MOST_PROBLEMS = 20;
  private static final long STREAM = 0x9E3779B97F4A7C15L;

  private final FuzzSettings settings;
  private final List<Draft.Template> templates;
  private final Map<String, LongAdder> tally = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
  private final AtomicLong next;

  Fuzzer(FuzzSettings settings) throws IOException {
    this.settings = settings;
    this.templates = Sessions.templates(settings.endpoint(), BOUND_MILLIS);
    this.next = new AtomicLong(settings.from());
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    FuzzSettings settings = FuzzSettings.of(arguments);
    System.out.println("fuzz: " + settings);
    Fuzzer fuzzer = new Fuzzer(settings);
    fuzzer.run(settings.from() + settings.warmup());
    Map<Long, Vitals> before = Leaks.measure(settings.pids());
    long started = System.nanoTime();
    fuzzer.run(settings.from() + settings.requests());
    double seconds = (System.nanoTime() - started) / 1e9;
    fuzzer.problems.addAll(Leaks.since(before));
    fuzzer.report(seconds);
    System.exit(fuzzer.problems.isEmpty() ? 0 : 1);
  }

  private void run(long end) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.seconds());
    try (ExecutorService clients = Executors.newFixedThreadPool(settings.clients())) {
      for (int i = 0; i < settings.clients(); i++) {
        clients.execute(() -> client(end, deadline));
      }
      clients.shutdown();
      clients.awaitTermination(1, TimeUnit.DAYS);
    }
  }

  private void client(long end, long deadline) {
    try (Peer peer = new Peer(settings.endpoint(), BOUND_MILLIS)) {
      while (problems.size() < MOST_PROBLEMS && System.nanoTime() < deadline) {
        long number = next.getAndUpdate(n -> Math.min(n + 1, end));
        if (number >= end) {
          return;
        }
        send(peer, number);
      }
    } catch (IOException | RuntimeException e) {
      problems.add("the fuzzer itself failed: " + e);
    }
  }

  private void send(Peer peer, long number) throws IOException {
    SplittableRandom random = new SplittableRandom(settings.seed() + number * STREAM);
    boolean control = number % CONTROL_EVERY == 0;
    Draft.Template template =
        control ? templates.get(1) : templates.get(random.nextInt(templates.size()));
    Draft draft = Draft.of(template, number);
    if (!control) {
      Mutator.mutate(draft, random);
    }
    try {
      List<AnswerReader.Answer> answers = peer.exchange(draft, random);
      count(draft, answers);
      for (AnswerReader.Answer answer : answers) {
        Optional<String> problem = Verdict.of(answer);
        problem.ifPresent(text -> problem(number, template, text));
      }
      if (control && (answers.isEmpty() || answers.getFirst().status() != 200)) {
        problem(number, template, "a right request was not served: " + answers);
      }
    } catch (SocketTimeoutException _) {
      problem(number, template, "neither answered nor closed within " + BOUND_MILLIS + " ms");
      peer.close();
    } catch (IOException | NumberFormatException e) {
      problem(number, template, "not HTTP: " + e);
      peer.close();
    }
  }

  private void count(Draft draft, List<AnswerReader.Answer> answers) {
    if (answers.isEmpty()) {
      add(draft.abandoned ? "abandoned" : "closed");
    }
    answers.forEach(answer -> add(answer.streams() ? "stream" : "" + answer.status()));
  }

  private void add(String outcome) {
    tally.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
  }

  private void problem(long number, Draft.Template template, String text) {
    problems.add("request %d (%s): %s".formatted(number, template.name(), text));
  }

  private void report(double seconds) {
    System.out.printf(
        "fuzz: %,d requests, those after the warm-up in %.0f s; answers: %s%n",
        next.get() - settings.from(), seconds, new TreeMap<>(tally));
    problems.forEach(problem -> System.out.println("  FAILED  " + problem));
    System.out.println(problems.isEmpty() ? "fuzz: passed" : "fuzz: FAILED");
  }
}
