package dev.mcpstack.bench.data;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes columns as an array of rows. */
final class JsonRowsHandler extends Handler.Abstract {
  private static final int BUFFER_BYTES = 64 << 10;

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
  private final double[][] columns;

  JsonRowsHandler(double[][] columns) {
    this.columns = columns;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    try (OutputStream out =
            new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER_BYTES);
        JsonGenerator generator =
            json.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      write(generator);
    }
    callback.succeeded();
    return true;
  }

  private void write(JsonGenerator generator) {
    int rows = columns[0].length;
    generator.writeStartArray();
    for (int row = 0; row < rows; row++) {
      generator.writeStartArray();
      for (double[] column : columns) {
        generator.writeNumber(column[row]);
      }
      generator.writeEndArray();
    }
    generator.writeEndArray();
  }
}
