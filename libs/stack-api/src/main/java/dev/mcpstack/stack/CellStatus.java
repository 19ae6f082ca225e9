package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Size;
import java.util.List;

/** One complete copy of a release. */
public record CellStatus(
    @Description("Its revision.") int revision,
    @Description("Its colour, which alternates.") Colour colour,
    @Description("The release of its images.") @Size(max = 128) String release,
    @Description("Its servers.") @Size(max = 8) @KeyedBy("role") List<ServerStatus> servers) {
  /** Colours of cells. */
  public enum Colour {
    /** Of odd revisions. */
    @Name("blue")
    BLUE,
    /** Of even ones. */
    @Name("green")
    GREEN;

    /** The colour of a revision. */
    public static Colour of(int revision) {
      return revision % 2 == 1 ? BLUE : GREEN;
    }
  }
}
