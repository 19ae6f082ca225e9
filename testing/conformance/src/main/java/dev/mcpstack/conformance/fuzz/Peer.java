package dev.mcpstack.conformance.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One client: keeps its connection as long as both sides agree where messages end. */
final class Peer implements AutoCloseable {
  private final URI endpoint;
  private final int boundMillis;
  private @Nullable Socket socket;
  private @Nullable AnswerReader reader;

  /**
   * A client.
   *
   * @param boundMillis how long an answer may take
   */
  Peer(URI endpoint, int boundMillis) {
    this.endpoint = endpoint;
    this.boundMillis = boundMillis;
  }

  /**
   * Sends it and reads what comes back: as many answers as there were requests, or fewer when the
   * other side closes.
   *
   * @throws SocketTimeoutException when neither happens within the bound
   */
  List<AnswerReader.Answer> exchange(Draft draft, RandomGenerator random) throws IOException {
    boolean fresh = socket == null;
    List<AnswerReader.Answer> answers = attempt(draft, random);
    // What was kept alive may have been closed while nothing was under way.
    return answers.isEmpty() && !fresh && draft.wellFramed() && !draft.abandoned
        ? attempt(draft, random)
        : answers;
  }

  private List<AnswerReader.Answer> attempt(Draft draft, RandomGenerator random)
      throws IOException {
    List<AnswerReader.Answer> answers = new ArrayList<>();
    try {
      attempt(draft, random, answers);
    } catch (SocketException _) {
      close(); // The other side closed in the middle of what it won't read.
    }
    return answers;
  }

  private void attempt(Draft draft, RandomGenerator random, List<AnswerReader.Answer> answers)
      throws IOException {
    Socket connection = connection();
    byte[] request = Wire.request(draft, random);
    for (int i = 0; i < draft.copies; i++) {
      connection.getOutputStream().write(request);
    }
    if (draft.abandoned) {
      if (random.nextBoolean()) {
        connection.setSoLinger(true, 0);
      }
      close();
      return;
    }
    boolean reuse = draft.wellFramed();
    if (!reuse) {
      connection.shutdownOutput(); // So that it isn't waited for what never comes.
    }
    if (draft.version.length() < Draft.HTTP.length()) {
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
      close(); // Before HTTP had versions, an answer was a body and the end.
      return;
    }
    for (int i = 0; !reuse || i < draft.copies; i++) {
      Optional<AnswerReader.Answer> answer = read(draft);
      answer.ifPresent(answers::add);
      if (answer.isEmpty() || answer.get().streams() || answer.get().closes()) {
        close();
        return;
      }
    }
  }

  private Optional<AnswerReader.Answer> read(Draft draft) throws IOException {
    return reader == null
        ? Optional.empty()
        : reader.next(draft.method.equals("HEAD"), !draft.wellFramed());
  }

  private Socket connection() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      open.setTcpNoDelay(true);
      open.setSoTimeout(boundMillis);
      open.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), boundMillis);
      InputStream in = open.getInputStream();
      socket = open;
      reader = new AnswerReader(in);
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
