package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import java.nio.file.Path;
import java.util.Optional;

/** Where rows are served to the other servers. */
public record DataConfig(
    @Description("Address to bind. Without 'tls' only loopback addresses are served.")
        @Default("127.0.0.1")
        @Size(min = 1, max = 253)
        String host,
    @Description("Port of the gRPC DataService; 0 takes a free one.")
        @Default("9090")
        @Range(min = 0, max = 65535)
        int port,
    @Description(
            "Host name or address that the other servers reach this one by, such as that of its pod; the address that it binds unless given.")
        Optional<@Size(min = 1, max = 253) String> advertisedHost,
    @Description(
            "Where results go that don't fit 'limits.spoolMemory'; wiped when the server starts. In the folder for temporary files unless given.")
        Optional<Path> spoolFolder,
    @Description(
            "Host and port of the DataService of servers with sources, such as the Service of all of them. They are asked to make rows again that were lost with their server, where the source allows it.")
        Optional<@Size(min = 3, max = 260) String> remakeAt) {
  /** One that is reached where it binds. */
  public static DataConfig on(String host, int port) {
    return new DataConfig(host, port, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
