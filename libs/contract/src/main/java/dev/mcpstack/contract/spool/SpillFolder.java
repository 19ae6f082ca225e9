package dev.mcpstack.contract.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a process spills: a folder of its own within one that many processes may share. What others
 * left behind when they were lost is wiped when one starts: nobody can read it any more, since the
 * keys are gone. Thread-safe.
 */
public final class SpillFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpillFolder.class);
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final String LOCK = ".lock";

  /**
   * Closing any channel of a file gives up this process's locks on it, so its own are known here.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path lockFile;
  private final FileChannel lock;
  private final Opener opener;
  private final SpillKey key = new SpillKey();
  private final AtomicLong files = new AtomicLong();
  private final SmallChunks small = new SmallChunks(bytes -> open(path("slots-" + bytes)));

  private SpillFolder(Path folder, Path lockFile, FileChannel lock, Opener opener) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
    this.opener = opener;
  }

  /**
   * Claims a folder and wipes what lost processes left.
   *
   * @param shared created when it is not there, for this user alone
   * @throws IllegalArgumentException when it can't be used, with a sentence that says what to do
   */
  public static SpillFolder claim(Path shared) {
    return claim(
        shared,
        path ->
            FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
  }

  static SpillFolder claim(Path shared, Opener opener) {
    try {
      Files.createDirectories(shared, PosixFilePermissions.asFileAttribute(PRIVATE));
      requireOwn(shared);
      wipe(shared);
      String id = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
      Path lockFile = shared.resolve(id + LOCK);
      // Locked before the folder is there: a folder whose lock is free is nobody's.
      FileChannel lock =
          FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        throw new IOException("the file system of " + shared + " knows no locks");
      }
      OWN.add(lockFile.toAbsolutePath());
      Path folder =
          Files.createDirectory(shared.resolve(id), PosixFilePermissions.asFileAttribute(PRIVATE));
      return new SpillFolder(folder, lockFile, lock, opener);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Results can't be kept in "
              + shared
              + ": the folder can't be made or written. Mount a writable one there, or name another"
              + " in 'data.spoolFolder'.",
          e);
    }
  }

  /** A new file for the large chunks of one result. */
  SpillFile create() throws IOException {
    Path path = path(Long.toString(files.incrementAndGet()));
    return new SpillFile(path, open(path));
  }

  /** Where the small chunks of all results go. */
  SmallChunks small() {
    return small;
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private ChunkChannel open(Path path) throws IOException {
    return new ChunkChannel(opener.open(path), key);
  }

  /** Wipes it. Idempotent. */
  @Override
  public void close() {
    try {
      small.close();
      delete(folder);
      Files.deleteIfExists(lockFile);
      lock.close();
      OWN.remove(lockFile.toAbsolutePath());
    } catch (IOException e) {
      LOG.warn("The spool's folder {} could not be wiped; the next start does it", folder, e);
    }
  }

  /** Opens a file that is not there yet, to be written and read. */
  @FunctionalInterface
  interface Opener {
    /** The file, open. */
    FileChannel open(Path path) throws IOException;
  }

  /**
   * On a machine of several users somebody else could have made the folder first. A mounted volume
   * belongs to root.
   */
  private static void requireOwn(Path shared) throws IOException {
    Path probe = Files.createTempFile(shared, "owner", LOCK);
    UserPrincipal own = Files.getOwner(probe);
    Files.delete(probe);
    UserPrincipal owner = Files.getOwner(shared, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(own) && !owner.getName().equals("root")) {
      throw new IOException(shared + " belongs to " + owner.getName());
    }
  }

  private static void wipe(Path shared) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(shared, Files::isDirectory)) {
      for (Path left : folders) {
        Path lockFile = left.resolveSibling(left.getFileName() + LOCK);
        if (!isHeld(lockFile)) {
          LOG.info("Wiping {}, which a process that was lost has left", left);
          wipe(left, lockFile);
        }
      }
    }
  }

  private static void wipe(Path left, Path lockFile) throws IOException {
    try {
      delete(left);
      Files.deleteIfExists(lockFile);
    } catch (NoSuchFileException _) {
      LOG.debug("{} was wiped by another process that starts", left);
    }
  }

  private static boolean isHeld(Path lockFile) throws IOException {
    if (OWN.contains(lockFile.toAbsolutePath())) {
      return true;
    }
    if (!Files.exists(lockFile)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      FileLock free = channel.tryLock();
      return free == null;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
